import { z } from 'zod';
import { fenced } from '../../core/fenced.ts';
import type { JudgeModel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import { fillPrompt, type Prompt } from '../../core/writing.ts';

/** A case as a judge of failures is shown it. */
export interface ShownCase {
  readonly text: string;
  /** What is right. */
  readonly right: string;
  /** What the target gave, or why it gave nothing. */
  readonly given: string;
}

/** Cases of one cell or slice, some of which the target failed. */
export interface FailureCluster {
  /** What the target is told. */
  readonly instructions: string;
  /** The cluster by its name and counts, in the words of rules. */
  readonly counted: string;
  /** At least one. */
  readonly failures: readonly ShownCase[];
  readonly right: readonly ShownCase[];
}

/** A judge's word on why they fail. */
export interface WeakSkill {
  readonly weakSkill: string;
  readonly why: string;
  /** Places in the list of failures, each once; at least one. */
  readonly evidence: readonly number[];
}

/** Longer texts are cut in the middle: so many characters of their head and tail are shown. */
const [head, tail] = [1000, 500];
/** Characters; what is longer tells the cases over again. */
const longest = { weakSkill: 150, why: 600 } as const;

/**
 * Asks a judge which missing skill is behind failures, by a prompt with the holes of `weakSkillPrompt`; null where it sees no common one. Throws what the judge throws,
 * and ReplyError where it names no failure or one that there is not, or words are missing or too long.
 */
export async function askWeakSkill(
  model: JudgeModel,
  prompt: Prompt<string>,
  { instructions, counted, failures, right }: FailureCluster,
  signal: AbortSignal,
): Promise<WeakSkill | null> {
  const named = (kind: string, cases: readonly ShownCase[]) =>
    cases.map((item, at) => [`${kind}${at + 1}`, shown(item)] as const);
  const [wrong, well] = [named('failure', failures), named('right', right)];
  const texts: Readonly<Record<string, string>> = fenced<string>(
    Object.fromEntries([['counted', counted], ...wrong, ...well]),
  );
  const block = (cases: typeof wrong) => cases.map(([name]) => texts[name]).join('\n');
  const messages = fillPrompt(prompt, {
    instructions,
    counted: texts['counted'] ?? '',
    failures: block(wrong),
    right: well.length === 0 ? '' : `It got these right:\n${block(well)}`,
  });
  const schema = z.strictObject({
    evidence: z.array(z.int().min(1).max(failures.length)),
    why: z.string(),
    weakSkill: z.string(),
    common: z.enum(['yes', 'no']),
  });
  const { value } = await model.ask({ prompt, messages, schema, attempt: 0 }, signal);
  if (value.common === 'no') return null;
  const evidence = [...new Set(value.evidence)].sort((a, b) => a - b).map((number) => number - 1);
  const [weakSkill, why] = [value.weakSkill.trim().replace(/\.$/, ''), value.why.trim()];
  if (evidence.length === 0) throw new ReplyError('schema', 'the judge names no failure as evidence');
  if (weakSkill === '' || why === '') throw new ReplyError('schema', 'the judge gives no reason');
  if (weakSkill.length > longest.weakSkill || why.length > longest.why)
    throw new ReplyError('schema', 'the judge tells more than a reason');
  return { weakSkill, why, evidence };
}

function shown({ text, right, given }: ShownCase): string {
  return `${cut(text)}\n\nRight is: ${cut(right)}\nThe model gave: ${cut(given)}`;
}

function cut(text: string): string {
  return text.length <= head + tail ? text : `${text.slice(0, head)}\n[…]\n${text.slice(-tail)}`;
}
