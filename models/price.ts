import type { Usage } from '../core/run.ts';

/** USD for a million tokens, for prompts of up to a number of tokens. */
export interface PriceTier {
  /** Prompts up to this many tokens; null: of any length. */
  readonly upToInputTokens: number | null;
  readonly inputUsd: number;
  /** For input that the provider had cached; null where it is not known. */
  readonly cachedInputUsd: number | null;
  readonly outputUsd: number;
}

/** What a model costs. A prompt longer than the last tier has no known price. */
export interface Price {
  /** By length of prompt, shortest first. All tokens of a request are charged at one tier. */
  readonly tiers: readonly [PriceTier, ...PriceTier[]];
  /** Who says so, and where. */
  readonly source: string;
  /** Day on which the source was read, ISO 8601; null for prices that hold by definition. */
  readonly asOf: string | null;
}

/** No money changes hands for a model that runs on one's own machine; its electricity is not counted. */
export const localPrice: Price = {
  tiers: [{ upToInputTokens: null, inputUsd: 0, cachedInputUsd: 0, outputUsd: 0 }],
  source: 'runs locally',
  asOf: null,
};

/**
 * What the tokens cost, in picodollars (10⁻¹² USD), exactly: a million tokens at 1 USD are a million picodollars each.
 * All input counts in full, since usage does not say what was cached: the bill may be lower. Fractions of a token are
 * rounded up. Null where the price for so long a prompt is not known. Throws a RangeError for usage that is no number.
 */
export function costOf(price: Price, usage: Usage): bigint | null {
  const input = Math.ceil(usage.inputTokens);
  const tier = price.tiers.find(
    ({ upToInputTokens }) => upToInputTokens === null || input <= upToInputTokens,
  );
  if (tier === undefined) return null;
  return tokensAt(tier.inputUsd, input) + tokensAt(tier.outputUsd, Math.ceil(usage.outputTokens));
}

/** Picodollars as USD, to the nearest number that JavaScript has. */
export function usdOf(picodollars: bigint): number {
  return Number(picodollars) / 1e12;
}

/** What a reply cost in USD; null where the price or the usage is not known. */
export function usdOfUsage(price: Price | null, usage: Usage | null): number | null {
  const cost = price === null || usage === null ? null : costOf(price, usage);
  return cost === null ? null : usdOf(cost);
}

/** USD as picodollars, to the nearest billionth of a USD. */
export function picodollarsOf(usd: number): bigint {
  return BigInt(Math.round(usd * 1e9)) * 1_000n;
}

function tokensAt(usdPerMillion: number, tokens: number): bigint {
  // Prices have at most six decimals; rounding takes away what binary fractions add.
  return BigInt(Math.round(usdPerMillion * 1e6)) * BigInt(tokens);
}
