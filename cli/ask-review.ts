import type { Expected } from '../core/case.ts';
import { type ReviewReason, reviewReasons } from '../core/label.ts';
import type { Task } from '../core/suite.ts';
import type { ReviewItem, ReviewWord } from '../pipeline/labelling/review-item.ts';
import { writtenExpected, writtenText } from '../pipeline/labelling/written-expected.ts';
import type { Key, Prompts } from './prompts.ts';
import type { Session } from './session.ts';
import { isCut, itemText, verdictText } from './text/review-text.ts';

/** What a person does with an item; `cancel` is Ctrl-C, Esc or a signal. */
export type Asked = ReviewWord | 'skip' | 'undo' | 'quit' | 'cancel';

/** How an item is asked about. */
export interface AskOptions {
  readonly prompts: Prompts;
  readonly task: Task;
  /** 1-based place in the queue, and its length. */
  readonly place: { readonly at: number; readonly of: number };
  /** Ask for an answer before the expected value is shown. */
  readonly blind: boolean;
  /** Why the value that a person gave cannot be an expected one; null where it can. */
  readonly unreadable: (expected: Expected) => string | null;
}

/** Shows an item and asks what it is: one key. */
export async function askReview(
  entry: ReviewItem,
  options: AskOptions,
  session: Pick<Session, 'print' | 'colors'>,
): Promise<Asked> {
  session.print(`\n${itemText(entry, options.place, false, session.colors)}`);
  const showAll = () => session.print(itemText(entry, options.place, true, session.colors));
  if (entry.about === 'output') return askOutput(entry, options, showAll);
  const answer = options.blind ? await askBlind(entry, options, showAll) : null;
  if (answer !== null && typeof answer === 'object') return answer.left;
  session.print(verdictText(entry, answer));
  return askCase(entry, answer, options, showAll);
}

const leaving: Readonly<Record<string, 'skip' | 'undo' | 'quit'>> = { s: 'skip', u: 'undo', q: 'quit' };
const leavingKeys: readonly Key[] = [
  ['s', 'skip'],
  ['u', 'undo the last one'],
  ['q', 'quit: what was said is kept'],
];

/** Asks for a key until one of the item's own, or one that leaves the item, is pressed. */
async function askKey(
  message: string,
  own: readonly Key[],
  entry: ReviewItem,
  { prompts }: AskOptions,
  showAll: () => void,
): Promise<string | { readonly left: 'skip' | 'undo' | 'quit' | 'cancel' }> {
  const more: readonly Key[] = isCut(entry) ? [['m', 'more: show all of the text']] : [];
  for (;;) {
    const key = await prompts.key(message, [...own, ...more, ...leavingKeys]);
    if (key === null) return { left: 'cancel' };
    if (key === 'm') showAll();
    else {
      const left = leaving[key];
      return left === undefined ? key : { left };
    }
  }
}

async function askCase(
  entry: Extract<ReviewItem, { about: 'case' }>,
  answer: string | null,
  options: AskOptions,
  showAll: () => void,
): Promise<Asked> {
  const said = { answer, blind: answer !== null };
  const own: readonly Key[] = [
    ['a', 'accept'],
    ['r', 'reject'],
    ['l', 'relabel: something else is expected'],
  ];
  for (;;) {
    const key = await askKey('Is the case right?', own, entry, options, showAll);
    if (typeof key === 'object') return key.left;
    if (key === 'a') return { ...said, decision: 'accept' };
    if (key === 'r') {
      const why = await askReason(options.prompts);
      if (why !== null) return { ...said, decision: 'reject', ...why };
    } else {
      const expected = await askExpected(entry.item.expected, answer, options);
      if (expected !== null) return { ...said, decision: 'relabel', expected };
    }
  }
}

async function askOutput(
  entry: Extract<ReviewItem, { about: 'output' }>,
  options: AskOptions,
  showAll: () => void,
): Promise<Asked> {
  // Which model answered is never shown.
  const said = { blind: true, decision: 'score' } as const;
  const own: readonly Key[] = [
    ['y', 'yes'],
    ['n', 'no'],
    ['p', 'partly: give a score'],
  ];
  for (;;) {
    const key = await askKey('Is the answer right?', own, entry, options, showAll);
    if (typeof key === 'object') return key.left;
    if (key !== 'p') return { ...said, score: key === 'y' ? 1 : 0 };
    const problem = (text: string) =>
      shareIn(text) === null ? 'Write a number from 0 to 1, such as 0.5.' : null;
    const score = await options.prompts.line('How right, from 0 to 1?', { problem });
    if (score !== null) return { ...said, score: shareIn(score) ?? 0 };
  }
}

/** What the person would answer; null where there is no one answer to ask for, or they would rather see it. */
async function askBlind(
  entry: Extract<ReviewItem, { about: 'case' }>,
  options: AskOptions,
  showAll: () => void,
): Promise<string | null | { readonly left: 'skip' | 'undo' | 'quit' | 'cancel' }> {
  const { expected } = entry.item;
  const { prompts, task } = options;
  const message = 'What is right?';
  if (expected.kind === 'label' && task.kind === 'classification') {
    const keys = labelKeys(task.labels);
    const own: readonly Key[] = [
      ...(keys ?? [['l', 'choose from the labels']]),
      ['0', 'I cannot tell: show me'],
    ];
    const key = await askKey(message, own, entry, options, showAll);
    if (typeof key === 'object') return key;
    return key === '0' ? null : labelOfKey(key, task.labels, prompts);
  }
  if (expected.kind !== 'text' && expected.kind !== 'number') return null;
  const answer = await prompts.line(`${message} (Enter: show me)`);
  if (answer === null) return { left: 'cancel' };
  return answer.trim() === '' ? null : answer.trim();
}

async function askReason(
  prompts: Prompts,
): Promise<{ readonly reason: ReviewReason; readonly note: string } | null> {
  const words: Readonly<Record<ReviewReason, string>> = {
    'off-skill': 'no case of this skill',
    'wrong-expected': 'the expected value is wrong',
    ambiguous: 'more than one answer is right',
    'off-edge': 'does not show the edge case',
    unrealistic: 'nobody would write this',
    other: 'something else',
  };
  const keys = reviewReasons.map((reason, index): Key => [String(index + 1), words[reason]]);
  const key = await prompts.key('Why?', keys);
  const reason = key === null ? undefined : reviewReasons[Number(key) - 1];
  if (reason === undefined) return null;
  if (reason !== 'other') return { reason, note: '' };
  const note = await prompts.line('What is wrong?');
  return note === null ? null : { reason, note };
}

async function askExpected(
  old: Expected,
  answer: string | null,
  { prompts, task, unreadable }: AskOptions,
): Promise<Expected | null> {
  if (task.kind === 'classification') {
    const keys = labelKeys(task.labels);
    const key = keys === null ? 'l' : await prompts.key('What is expected?', [...keys, ['0', 'back']]);
    const label = key === null || key === '0' ? null : await labelOfKey(key, task.labels, prompts);
    return label === null ? null : { kind: 'label', label };
  }
  const read = (text: string) => writtenExpected(text, old, task);
  const written = await prompts.line('What is expected? (a text, or JSON)', {
    initial: answer ?? writtenText(old),
    problem: (text) => {
      const expected = read(text);
      return 'problem' in expected ? expected.problem : unreadable(expected);
    },
  });
  const expected = written === null ? null : read(written);
  return expected === null || 'problem' in expected ? null : expected;
}

/** A digit for each label; null where there are more labels than digits. */
function labelKeys(labels: readonly string[]): readonly Key[] | null {
  return labels.length > 9 ? null : labels.map((label, index): Key => [String(index + 1), label]);
}

async function labelOfKey(key: string, labels: readonly string[], prompts: Prompts): Promise<string | null> {
  const place = key === 'l' ? await prompts.choice('Which label?', labels) : Number(key) - 1;
  return place === null ? null : (labels[place] ?? null);
}

function shareIn(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && value >= 0 && value <= 1 ? value : null;
}
