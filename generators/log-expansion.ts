import { z } from 'zod';
import { type Case, inputText } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { GenerateRequest } from '../core/seams.ts';
import { interleave } from './interleave.ts';
import { logExpansionPrompt } from './prompts/log-expansion.ts';
import { withInputText } from './with-input-text.ts';
import { type AnswerForm, answerForm } from './writing/answer-form.ts';
import { type Ask, asking } from './writing/ask.ts';
import { textClusters } from './writing/text-clusters.ts';
import { toldOf } from './writing/told.ts';
import { writtenList } from './writing/written-list.ts';
import { writtenProposals } from './writing/written-proposals.ts';

const options = z.strictObject({
  from: z.enum(['seeds', 'heldout']).default('seeds').describe('Where the logs are.'),
  similarity: z
    .number()
    .min(0.05)
    .max(1)
    .default(0.3)
    .describe('Least likeness (cosine) of a text to the cluster that it joins.'),
  rareShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Share of the questions about texts of the smaller half of the clusters.'),
  perCall: z.int().min(1).max(10).default(3).describe('Near misses for each question.'),
});
type Options = z.infer<typeof options>;

/** A real case to start from. */
interface Anchor {
  readonly parent: Case;
  readonly answer: string;
  /** The most typical of its cluster comes first, then the next; `rare`: of one of the smaller clusters. */
  readonly anchor: 'medoid' | 'member' | 'rare';
  readonly clusterSize: number;
}

/**
 * Writes near misses of real logs (generators.md G23). The logs are clustered without a model; the most typical text of
 * each large cluster and the texts of the rare tail are asked about in turn. The right answer is the model's, for a judge
 * to confirm; a near miss stays in the cluster of the case that it lies beside. Throws GENERATOR_INPUT without logs.
 */
export const logExpansion: GeneratorPart = {
  prompts: [logExpansionPrompt],
  readsAttributes: true,
  ...definePart({
    name: 'log-expansion',
    version: '1',
    options,
    create(chosen, { task }) {
      const form = answerForm('log-expansion', task);
      return {
        propose(request, signal) {
          const asks = asksOf(anchorsOf(request, form, chosen), request, form, chosen);
          return writtenProposals('log-expansion', request, asks, signal);
        },
      };
    },
  }),
};

/** Every case once: rare and common ones by `rareShare`, in each the first of every cluster before the second of any. */
function anchorsOf(
  request: GenerateRequest,
  form: AnswerForm,
  { from, similarity, rareShare }: Options,
): readonly Anchor[] {
  const logs = request.parents(from).flatMap((parent) => {
    const answer = form.shown(parent.expected);
    return answer === null ? [] : [{ parent, answer }];
  });
  if (logs.length === 0)
    throw fault('GENERATOR_INPUT', `log-expansion: skill ${request.skill.id} has no ${from} to start from`, {
      hint: 'add labelled rows of real logs there, or take another `from`',
    });
  const texts = logs.map(({ parent }) => inputText(parent.input));
  const clusters = textClusters(texts, similarity).map((members) =>
    members.flatMap((index) => logs[index] ?? []),
  );
  const half = Math.ceil(clusters.length / 2);
  const common = clusters
    .slice(0, half)
    .map((own) =>
      own.map(
        (log, nth) => ({ ...log, anchor: nth === 0 ? 'medoid' : 'member', clusterSize: own.length }) as const,
      ),
    );
  const rare = clusters
    .slice(half)
    .toReversed()
    .map((own) => own.map((log) => ({ ...log, anchor: 'rare', clusterSize: own.length }) as const));
  return mixed([...interleave(common)], [...interleave(rare)], rareShare);
}

/** Takes from both so that after every item the second list has had its share, while both last. */
function mixed(common: readonly Anchor[], rare: readonly Anchor[], rareShare: number): readonly Anchor[] {
  const all: Anchor[] = [];
  let [taken, tail] = [0, 0];
  while (taken < common.length || tail < rare.length) {
    const isRareDue = tail < rareShare * (taken + tail + 1);
    const next = (isRareDue && tail < rare.length) || taken >= common.length ? rare[tail++] : common[taken++];
    if (next !== undefined) all.push(next);
  }
  return all;
}

type NearMisses = { readonly cases: readonly { readonly input: string; readonly answer: string }[] };

function* asksOf(
  anchors: readonly Anchor[],
  request: GenerateRequest,
  form: AnswerForm,
  { perCall }: Options,
): Generator<Ask<NearMisses>> {
  const schema = z.strictObject({
    cases: writtenList(z.strictObject({ input: z.string(), answer: form.schema })),
  });
  // More than once about each where more is wanted: equal questions are told apart by their number.
  for (;;) {
    for (const { parent, answer, anchor, clusterSize } of anchors) {
      const text = inputText(parent.input);
      yield {
        ...asking(logExpansionPrompt, {
          ...toldOf(request, form),
          text,
          label: answer,
          count: String(perCall),
        }),
        schema,
        params: { anchor, clusterSize },
        parents: [parent.id],
        cluster: 'parent',
        size: perCall,
        drafts: ({ cases }) =>
          cases
            .filter(({ input }) => input.trim() !== text.trim())
            .map((near) => ({
              text: near.input,
              expected: form.toExpected(near.answer),
              expectedFrom: 'proposed',
              tags: parent.tags,
              inputOf: (said) => withInputText(parent.input, said),
            })),
      };
    }
  }
}
