import { inputText } from '../../core/case.ts';
import type { ModelUse } from '../../core/suite.ts';
import type { Writer } from '../../core/writing.ts';
import { isClientRef } from '../../models/clients/open-client.ts';
import { parseModelRef } from '../../models/model-ref.ts';
import { costOf, usdOf } from '../../models/price.ts';
import { priceOfUse } from '../../models/prices.ts';
import { casesOf, type RealData } from '../load-dataset.ts';

/** What calling models would take at least; tokens are four characters each, USD null where a price is unknown. */
export interface CallEstimate {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number | null;
}

/** A question to a model that was made and not put. */
interface MeasuredQuestion {
  readonly tokens: number;
  /** How many cases its answer would hold. */
  readonly size: number;
  /** How many more questions its answer could raise. */
  readonly further: number;
}

const charactersPerToken = 4;
/** JSON around each case of an answer, and around a judge's question. */
export const tokensAround = 20;
/** Where there is no seed to go by. */
const usualTokens = 60;

/** The questions that work would start with: it is begun with a writer that answers none. */
export async function measuredQuestions(
  begin: (writer: Writer) => AsyncIterable<unknown>,
): Promise<readonly MeasuredQuestion[]> {
  const questions: MeasuredQuestion[] = [];
  const writer: Writer = {
    write: async ({ messages, size, further = 0 }) => {
      const tokens = messages.reduce((total, { content }) => total + tokensOf(content), 0);
      questions.push({ tokens, size, further });
      throw new Measured();
    },
  };
  try {
    await begin(writer)[Symbol.asyncIterator]().next();
  } catch (error) {
    if (!(error instanceof Measured)) throw error;
  }
  return questions;
}

/** Ends work once its questions have been seen. */
class Measured extends Error {}

export function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** Of the inputs that there are. */
export function meanTokens({ seeds, heldout }: Pick<RealData, 'seeds' | 'heldout'>): number {
  const texts = [...casesOf(seeds), ...casesOf(heldout)].map(({ input }) => tokensOf(inputText(input)));
  return texts.length === 0
    ? usualTokens
    : Math.ceil(texts.reduce((total, tokens) => total + tokens, 0) / texts.length);
}

/** Calls with what they cost, dealt out evenly to some models; those that run here cost nothing. */
export function priced(uses: readonly ModelUse[], asked: Omit<CallEstimate, 'usd'>): CallEstimate {
  return { ...asked, usd: costAmong(uses, asked) };
}

function costAmong(
  uses: readonly ModelUse[],
  { calls, inputTokens, outputTokens }: Omit<CallEstimate, 'usd'>,
): number | null {
  const usage = { inputTokens: inputTokens / calls, outputTokens: outputTokens / calls };
  const costs = uses.map((use) => {
    if (calls === 0 || !isClientRef(parseModelRef(use.use))) return 0;
    const price = priceOfUse(use);
    const each = price === null ? null : costOf(price, usage);
    return each === null ? null : (usdOf(each) * calls) / uses.length;
  });
  return costs.includes(null) ? null : costs.reduce<number>((total, cost) => total + (cost ?? 0), 0);
}

/** The sum; an unknown price makes the sum unknown. */
export function sumOfCalls(parts: readonly CallEstimate[]): CallEstimate {
  return parts.reduce(
    (total, part) => ({
      calls: total.calls + part.calls,
      inputTokens: total.inputTokens + part.inputTokens,
      outputTokens: total.outputTokens + part.outputTokens,
      usd: total.usd === null || part.usd === null ? null : total.usd + part.usd,
    }),
    { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 },
  );
}
