import { z } from 'zod';
import type { CaseInput } from '../../core/case.ts';
import type { Duel, DuelVote, Preference } from '../../core/duel.ts';
import type { JudgeModel, JudgePanel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import { type ComparerPart, definePart } from '../../core/parts.ts';
import { fillPrompt } from '../../core/writing.ts';
import { arenaPrompt } from '../prompts/arena.ts';
import { oneLine } from './reading.ts';
import { outputText, referenceText, shownCase } from './shown.ts';
import { signature } from './signature.ts';

const schema = z.strictObject({
  reason: z.string().describe('What decides, in a sentence.'),
  preferred: z.enum(['first', 'second', 'tie']),
});

const options = z.strictObject({
  criteria: z
    .string()
    .min(1)
    .default(
      'It does what was asked, says what is right, leaves out nothing that matters and adds nothing that does not.',
    )
    .describe('What makes one answer better than another.'),
  reference: z.boolean().default(true).describe('The judge is shown the expected value.'),
});

const longestReason = 300;

/** What fills the holes of the prompt but for the two outputs. */
interface Shown {
  readonly input: CaseInput;
  readonly reference: string;
  readonly told: { readonly instructions: string; readonly criteria: string };
}

/** The two outputs as they are compared. */
interface Outputs {
  readonly candidate: string;
  readonly baseline: string;
}

/**
 * Judge models compare the candidate's output with the baseline's, each judge in both orders; a judge that changes its
 * mind with the order has seen no difference. Equal outputs tie without being asked about.
 */
export const arena: ComparerPart = {
  prompts: [arenaPrompt],
  ...definePart({
    name: 'arena',
    version: '1',
    options,
    create: ({ criteria, reference }, { task }) => ({
      async compare({ input, expected }, outputs, signal, panel): Promise<Duel> {
        const [candidate, baseline] = [outputText(outputs.candidate), outputText(outputs.baseline)];
        if (candidate === baseline)
          return { status: 'compared', difference: 0, reason: 'the outputs are the same', votes: [] };
        if (panel.models.length === 0)
          return { status: 'unscored', reason: 'there is no judge model to ask' };
        const shown = {
          input,
          reference: reference ? referenceText(expected) : '',
          told: { instructions: task.instructions, criteria },
        };
        const asked = panel.models.map((model) =>
          voteBy(model, panel, shown, { candidate, baseline }, signal),
        );
        const votes = await Promise.all(asked);
        const unusable = votes.find((vote) => 'unusable' in vote);
        if (unusable !== undefined && 'unusable' in unusable)
          return { status: 'unscored', reason: unusable.unusable };
        return duelOf(votes.flatMap((vote) => ('unusable' in vote ? [] : vote)));
      },
    }),
  }),
};

function duelOf(votes: readonly DuelVote[]): Duel {
  const difference = votes.reduce((sum, vote) => sum + vote.difference, 0) / votes.length;
  const reason = votes
    .map(({ judge, reason }) => (votes.length === 1 ? reason : `${judge}: ${reason}`))
    .join('; ');
  return { status: 'compared', difference, reason, votes };
}

/** A judge's vote: it is asked with the candidate first, and with the baseline first. */
async function voteBy(
  model: JudgeModel,
  panel: JudgePanel,
  shown: Shown,
  outputs: Outputs,
  signal: AbortSignal,
): Promise<DuelVote | { readonly unusable: string }> {
  const prompt = panel.reworded(arenaPrompt);
  const ask = async (first: string, second: string) => {
    const { reference, ...texts } = shownCase(shown.input, { reference: shown.reference, first, second });
    const values = {
      ...shown.told,
      ...texts,
      reference: shown.reference === '' ? '' : `What a right answer says:\n${reference}`,
    };
    const messages = fillPrompt(prompt, values);
    return model.ask({ prompt, messages, schema, attempt: 0 }, signal);
  };
  try {
    const { candidate, baseline } = outputs;
    const [one, other] = await Promise.all([ask(candidate, baseline), ask(baseline, candidate)]);
    const preferred = [
      preference(one.value.preferred, ['candidate', 'baseline']),
      preference(other.value.preferred, ['baseline', 'candidate']),
    ] as const;
    const longer = candidate.length - baseline.length;
    return {
      ...signature(model, one.answeredBy),
      difference: differenceOf(preferred),
      preferred,
      candidateIsLonger: longer === 0 ? null : longer > 0,
      reason: reasonOf(preferred, [one.value.reason, other.value.reason]),
    };
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error;
    return { unusable: `${model.id} gave no vote that was offered: ${error.message}` };
  }
}

function preference(
  said: 'first' | 'second' | 'tie',
  [first, second]: readonly [Preference, Preference],
): Preference {
  if (said === 'tie') return 'tie';
  return said === 'first' ? first : second;
}

function differenceOf([one, other]: DuelVote['preferred']): DuelVote['difference'] {
  if (one !== other || one === 'tie') return 0;
  return one === 'candidate' ? 1 : -1;
}

function reasonOf([one, other]: DuelVote['preferred'], reasons: readonly [string, string]): string {
  const [first, second] = reasons.map((reason) => oneLine(reason, longestReason));
  if (one !== other)
    return `tie, ${one} when the candidate comes first and ${other} when it does not: ${first}`;
  return `${one}: ${first}${first === second ? '' : ` / ${second}`}`;
}
