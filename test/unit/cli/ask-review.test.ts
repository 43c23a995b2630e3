import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { type Asked, askReview } from '../../../cli/ask-review.ts';
import type { Prompts } from '../../../cli/prompts.ts';
import { columnsOf } from '../../../core/columns-of.ts';
import type { Task } from '../../../core/suite.ts';
import type { ReviewItem } from '../../../pipeline/labelling/review-item.ts';
import { classification, madeCase, qa } from '../datasets/dataset-fixtures.ts';

/** Answers in turn; a key must be one of those offered. Counts what was shown before each answer. */
function scripted(answers: readonly (string | null)[]) {
  const left = [...answers];
  const asked: string[] = [];
  const next = () => {
    if (left.length === 0) throw new Error('asked once too often');
    return left.shift() ?? null;
  };
  const prompts: Prompts = {
    async key(message, keys) {
      asked.push(message);
      const key = next();
      if (key !== null && !keys.some(([offered]) => offered === key))
        throw new Error(`${key} is not offered`);
      return key;
    },
    choice: async () => Number(next()),
    async line(message, { problem } = {}) {
      asked.push(message);
      const line = next();
      const why = line === null ? null : (problem?.(line) ?? null);
      if (why !== null) throw new Error(why);
      return line;
    },
  };
  return { prompts, asked };
}

const named = { plan: 'named', pi: null } as const;
const caseItem = (more: Parameters<typeof madeCase>[1] = {}): ReviewItem => ({
  about: 'case',
  selection: named,
  item: madeCase('I was billed twice', more),
});

async function ask(
  entry: ReviewItem,
  answers: readonly (string | null)[],
  { task = classification, blind = true }: { readonly task?: Task; readonly blind?: boolean } = {},
) {
  const { prompts, asked } = scripted(answers);
  const printed: string[] = [];
  const session = {
    print: (text: string) => void printed.push(text),
    colors: picocolors.createColors(false),
  };
  const options = { prompts, task, place: { at: 1, of: 3 }, blind, unreadable: () => null };
  const word: Asked = await askReview(entry, options, session);
  return { word, asked, text: printed.join('\n'), first: printed[0] ?? '' };
}

describe('a case', () => {
  test('is answered before its expected value is shown', async () => {
    const { word, asked, text, first } = await ask(caseItem(), ['1', 'a']);
    expect(asked).toEqual(['What is right?', 'Is the case right?']);
    expect(first).not.toContain('expected');
    expect(text).toContain('expected   billing  (inherited)');
    expect(text).toContain('you said   billing');
    expect(word).toEqual({ answer: 'billing', blind: true, decision: 'accept' });
  });

  test.each([
    ['who would rather see it is not blind', ['0', 'a'], { answer: null, blind: false, decision: 'accept' }],
    [
      'a reject has its reason',
      ['2', 'r', '2'],
      { answer: 'access', blind: true, decision: 'reject', reason: 'wrong-expected', note: '' },
    ],
    [
      'another reason is told in words',
      ['0', 'r', '6', 'odd'],
      { answer: null, blind: false, decision: 'reject', reason: 'other', note: 'odd' },
    ],
    [
      'a relabel names the label',
      ['2', 'l', '2'],
      { answer: 'access', blind: true, decision: 'relabel', expected: { kind: 'label', label: 'access' } },
    ],
    [
      'leaving a reason or a label comes back',
      ['0', 'r', null, 'l', '0', 'a'],
      { answer: null, blind: false, decision: 'accept' },
    ],
    ['skip, before anything was answered', ['s'], 'skip'],
    ['undo', ['u'], 'undo'],
    ['quit, after the answer', ['1', 'q'], 'quit'],
    ['Ctrl-C', [null], 'cancel'],
  ] as const)('%s', async (_, answers, expected) => {
    expect((await ask(caseItem(), answers)).word).toEqual(expected);
  });

  test('with --no-blind is shown at once', async () => {
    const { word, asked } = await ask(caseItem(), ['a'], { blind: false });
    expect(asked).toEqual(['Is the case right?']);
    expect(word).toMatchObject({ blind: false, answer: null });
  });

  test('of a task with texts is answered in words, and relabelled in words, numbers or JSON', async () => {
    const text = caseItem({ expected: { kind: 'text', accept: ['42'] } });
    expect((await ask(text, ['43', 'l', '43 | 44'], { task: qa })).word).toMatchObject({
      answer: '43',
      expected: { kind: 'text', accept: ['43', '44'] },
    });
    const number = caseItem({ expected: { kind: 'number', value: 42, tolerance: 0.5, unit: 'kg' } });
    expect((await ask(number, ['', 'l', '43'], { task: qa })).word).toMatchObject({
      blind: false,
      expected: { kind: 'number', value: 43, tolerance: 0.5, unit: 'kg' },
    });
    await expect(ask(number, ['', 'l', 'many'], { task: qa })).rejects.toThrow('`many` is not a number');
    const json = caseItem({ expected: { kind: 'json', value: { a: 1 } } });
    expect((await ask(json, ['l', '{"a": 2}'], { task: qa })).word).toMatchObject({
      expected: { kind: 'json', value: { a: 2 } },
    });
  });

  test('more labels than digits are chosen from a list', async () => {
    const labels = Array.from({ length: 12 }, (_, i) => `queue ${i}`) as unknown as [string, ...string[]];
    const task: Task = { kind: 'classification', instructions: '', labels };
    const { word } = await ask(caseItem(), ['l', '11', 'a'], { task });
    expect(word).toMatchObject({ answer: 'queue 11' });
  });
});

describe('an answer', () => {
  const output = (text: string): ReviewItem => ({
    about: 'output',
    selection: named,
    item: madeCase('I was billed twice'),
    run: 'run-of-the-candidate',
    digest: 'd',
    output: { text },
  });

  test.each([
    ['y', ['y'], 1],
    ['n', ['n'], 0],
    ['p', ['p', '0,25'], 0.25],
  ] as const)('%s', async (_, answers, score) => {
    const { word, text } = await ask(output('billing'), answers);
    expect(word).toEqual({ blind: true, decision: 'score', score });
    // Whose answer it is would bias the word.
    expect(text).not.toContain('run-of-the-candidate');
  });

  test('a score outside of 0 to 1 is refused', async () => {
    await expect(ask(output('billing'), ['p', '7'])).rejects.toThrow('from 0 to 1');
  });

  test('a long one is cut, and shown whole on demand; nothing is wider than 80 columns or can act on the terminal', async () => {
    const long = Array.from({ length: 60 }, (_, i) => `line ${i} \u001b[31m${'wide 漢字 '.repeat(20)}`).join(
      '\n',
    );
    const { text, first } = await ask(output(long), ['m', 'y']);
    expect(first).toMatch(/… \d+ more lines/);
    expect(first).not.toContain('line 59');
    expect(text).toContain('line 59');
    expect(text).not.toContain('\u001b');
    for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(80);
  });
});
