import type { Price, PriceTier } from './price.ts';

/** What providers charge for models whose names match. */
export interface PricedModels {
  /** `openai`, `anthropic`, or the host of a server in OpenAI's wire format: one model has as many prices as hosts. */
  readonly provider: string;
  /** Names without the date of a snapshot. */
  readonly names: readonly string[];
  readonly price: Price;
}

type Tier = readonly [
  upToInputTokens: number | null,
  inputUsd: number,
  cachedUsd: number | null,
  outputUsd: number,
];

function tier([upToInputTokens, inputUsd, cachedInputUsd, outputUsd]: Tier): PriceTier {
  return { upToInputTokens, inputUsd, cachedInputUsd, outputUsd };
}

function pricesOf(provider: string, source: string) {
  return (asOf: string, names: readonly string[], ...[first, ...others]: readonly [Tier, ...Tier[]]) => ({
    provider,
    names,
    price: { tiers: [tier(first), ...others.map(tier)], source, asOf } as const,
  });
}

const openai = pricesOf('openai', 'developers.openai.com/api/docs/pricing, as third parties read it');
const claude = pricesOf('anthropic', 'platform.claude.com/docs/en/about-claude/pricing');
const groq = pricesOf('api.groq.com', 'groq.com/pricing, as a third party read it');
const deepinfra = pricesOf('api.deepinfra.com', 'deepinfra.com/pricing, as a third party read it');

/** Above this many input tokens OpenAI's models of 2026 have a price of their own. */
const openaiLong = 272_000;

/**
 * List prices for single requests at the standard speed, in USD for a million tokens, each with its source and date.
 * Batches are cheaper; regional processing, faster tiers and writing to a prompt cache cost more. A model whose price
 * two sources gave differently, or that could not be dated, is left out: unknown is not 0.
 */
export const pricedModels: readonly PricedModels[] = [
  // tier: up to input tokens, input, cached input, output
  openai('2026-10-01', ['gpt-6.1-sol'], [openaiLong, 2, 0.1, 10], [null, 4, 0.2, 15]),
  openai('2026-10-26', ['gpt-6.1-terra'], [openaiLong, 1, 0.05, 5]),
  openai('2026-09-03', ['gpt-6-astra'], [openaiLong, 10, 1, 50], [null, 20, 2, 75]),
  openai('2026-09-22', ['gpt-6-sol'], [openaiLong, 2, 0.2, 10]),
  openai('2026-09-22', ['gpt-6-luna'], [openaiLong, 0.1, 0.01, 0.5]),
  openai('2026-08-01', ['gpt-5.6-terra'], [openaiLong, 2, 0.2, 12]),
  openai('2026-08-01', ['gpt-5.6-luna'], [openaiLong, 0.2, 0.02, 1.2]),
  openai('2026-06-04', ['gpt-5.5'], [270_000, 5, 0.5, 30]),
  openai('2026-06-04', ['gpt-5.4'], [270_000, 2.5, 0.25, 15]),
  openai('2026-06-04', ['gpt-5.4-mini'], [270_000, 0.75, 0.075, 4.5]),
  openai('2026-06-04', ['gpt-5.4-nano'], [270_000, 0.2, 0.02, 1.25]),
  openai('2026-03-21', ['gpt-5.2'], [openaiLong, 1.75, 0.175, 14]),
  openai('2026-03-21', ['gpt-5', 'gpt-5.1'], [openaiLong, 1.25, 0.125, 10]),
  openai('2026-03-21', ['gpt-5-mini'], [openaiLong, 0.25, 0.025, 2]),
  openai('2026-03-21', ['gpt-5-nano'], [openaiLong, 0.05, 0.005, 0.4]),
  openai('2026-03-21', ['gpt-4.1'], [null, 2, 0.5, 8]),
  openai('2026-03-21', ['gpt-4.1-mini'], [null, 0.4, 0.1, 1.6]),
  openai('2026-03-21', ['gpt-4.1-nano'], [null, 0.1, 0.025, 0.4]),
  openai('2026-03-21', ['gpt-4o'], [null, 2.5, 1.25, 10]),
  openai('2026-03-21', ['gpt-4o-mini'], [null, 0.15, 0.075, 0.6]),
  openai('2026-03-21', ['o3'], [null, 2, 0.5, 8]),
  openai('2026-03-21', ['o3-mini'], [null, 1.1, 0.55, 4.4]),
  openai('2026-03-21', ['o4-mini'], [null, 1.1, 0.275, 4.4]),

  claude('2026-10-24', ['claude-fable-5-1'], [null, 10, 0.25, 50]),
  claude('2026-10-24', ['claude-fable-5'], [null, 10, 1, 50]),
  claude('2026-10-24', ['claude-opus-5-5'], [null, 4, 0.2, 20]),
  claude(
    '2026-10-24',
    ['claude-opus-5', 'claude-opus-4-8', 'claude-opus-4-7', 'claude-opus-4-6', 'claude-opus-4-5'],
    [null, 5, 0.5, 25],
  ),
  claude('2026-10-24', ['claude-opus-4-1', 'claude-opus-4', 'claude-opus-4-0'], [null, 15, 1.5, 75]),
  claude('2026-10-24', ['claude-sonnet-5-5'], [null, 2, 0.1, 10]),
  claude('2026-10-24', ['claude-sonnet-5'], [null, 2, 0.2, 10]),
  // longer prompts to these had another price in their time
  claude(
    '2026-10-24',
    ['claude-sonnet-4-6', 'claude-sonnet-4-5', 'claude-sonnet-4', 'claude-sonnet-4-0'],
    [200_000, 3, 0.3, 15],
  ),
  claude('2026-10-24', ['claude-haiku-5-5'], [100_000, 0.1, 0.01, 0.5], [null, 0.5, 0.05, 2.5]),
  claude('2026-10-24', ['claude-haiku-4-5'], [null, 1, 0.1, 5]),
  claude('2026-10-24', ['claude-3-5-haiku'], [null, 0.8, 0.08, 4]),
  claude('2026-10-24', ['claude-3-haiku'], [null, 0.25, 0.03, 1.25]),

  groq('2026-06-04', ['openai/gpt-oss-120b'], [null, 0.15, 0.075, 0.6]),
  deepinfra('2026-11-05', ['meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo'], [null, 0.02, null, 0.04]),
  deepinfra('2026-11-05', ['meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo'], [null, 0.4, null, 0.4]),
  deepinfra('2026-11-05', ['meta-llama/Llama-3.3-70B-Instruct-Turbo'], [null, 0.1, null, 0.32]),
  deepinfra('2026-11-05', ['meta-llama/Llama-4-Scout-17B-16E-Instruct'], [null, 0.1, null, 0.3]),
  deepinfra('2026-11-05', ['mistralai/Mistral-7B-Instruct-v0.3'], [null, 0.028, null, 0.054]),
];
