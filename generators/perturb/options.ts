import { z } from 'zod';
import { canonicalJson, type Json } from '../../core/json.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Operator, OperatorOptions } from './operator.ts';
import { operators } from './operators.ts';

const opSchema = z.union([
  z.string(),
  z.strictObject({ use: z.string(), with: z.record(z.string(), z.json()).default({}) }),
]);

/** What `with:` of `perturb` holds. Issues of an operator point at its place in `ops`. */
export const perturbOptions = z
  .strictObject({
    ops: z
      .array(opSchema)
      .min(1, 'name at least one operator')
      .describe('Operators, by name or `{ use, with }`.'),
    from: z.enum(['seeds', 'heldout', 'accepted']).default('seeds').describe('Where the parents come from.'),
    labels: z
      .array(z.string())
      .min(1, 'name at least one label, or leave `labels` out')
      .nullable()
      .default(null)
      .describe('Only parents whose expected label is one of these.'),
    share: z
      .number()
      .gt(0, 'must be greater than 0')
      .max(1, 'must be at most 1')
      .nullable()
      .default(null)
      .describe('Share of the eligible words to edit; without it a tenth of the words, at most 3.'),
    effect: z
      .literal('invariant')
      .nullable()
      .default(null)
      .describe('`invariant`: people vouch that operators of unknown effect keep the expected value here.'),
    labelMap: z
      .record(z.string(), z.string())
      .nullable()
      .default(null)
      .describe('Label of the parent → label of the case, for operators such as `negate`.'),
  })
  .superRefine(({ ops }, context) => {
    const seen = new Set<string>();
    for (const [at, op] of ops.entries()) {
      for (const { path, message, code } of opProblems(op)) {
        context.addIssue({ code: 'custom', path: ['ops', at, ...path], message, params: { code } });
      }
      const key = canonicalJson(refOf(op) as unknown as Json); // names and options out of YAML: plain data
      if (seen.has(key)) {
        const message = `\`${refOf(op).use}\` is listed twice with the same options`;
        context.addIssue({ code: 'custom', path: ['ops', at], message });
      }
      seen.add(key);
    }
  });

export type PerturbOptions = z.output<typeof perturbOptions>;

/** An operator with the options it is used with, defaults filled in. */
export interface OperatorUse {
  readonly operator: Operator;
  readonly options: OperatorOptions;
}

/** The operators of parsed options. */
export function operatorUses({ ops }: PerturbOptions): readonly OperatorUse[] {
  return ops.map(refOf).flatMap((ref) => {
    const operator = operators.find(({ name }) => name === ref.use);
    return operator === undefined ? [] : [{ operator, options: operator.options.parse(ref.with) }];
  });
}

type WrittenOp = z.output<typeof opSchema>;

function refOf(op: WrittenOp): Exclude<WrittenOp, string> {
  return typeof op === 'string' ? { use: op, with: {} } : op;
}

interface OpProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code: 'UNKNOWN_PART' | 'PART_OPTION';
}

function opProblems(op: WrittenOp): readonly OpProblem[] {
  const { use, with: given } = refOf(op);
  const operator = operators.find(({ name }) => name === use);
  if (operator === undefined) {
    const known = operators.map(({ name }) => name);
    const path = typeof op === 'string' ? [] : ['use'];
    return [
      { path, message: `no operator is called \`${use}\`: ${didYouMean(use, known)}`, code: 'UNKNOWN_PART' },
    ];
  }
  const parsed = operator.options.safeParse(given);
  return (parsed.error?.issues ?? []).flatMap((issue) => optionProblems(operator, issue));
}

function optionProblems(operator: Operator, issue: z.core.$ZodIssue): readonly OpProblem[] {
  const code = 'PART_OPTION';
  if (issue.code !== 'unrecognized_keys')
    return [{ path: ['with', ...issue.path], message: issue.message, code }];
  const known = operator.options instanceof z.ZodObject ? Object.keys(operator.options.shape) : [];
  const what = known.length === 0 ? 'it reads no options' : null;
  return issue.keys.map((key) => ({
    path: ['with', key],
    message: `\`${operator.name}\` has no option \`${key}\`: ${what ?? didYouMean(key, known)}`,
    code,
  }));
}
