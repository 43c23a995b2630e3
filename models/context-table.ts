import type { ModelName } from '../core/model.ts';

/**
 * How many tokens prompt and reply may have together, for models of OpenAI and Anthropic whose makers' pages say so, as
 * two third parties or more read them by July 2026. Models whose figure differed between them are left out.
 */
const known: readonly (readonly [pattern: RegExp, tokens: number])[] = [
  [/^openai:gpt-5(?:\.1)?(?:-mini|-nano)?$/, 400_000],
  [/^openai:gpt-4\.1(?:-mini|-nano)?$/, 1_047_576],
  [/^openai:gpt-4o(?:-mini)?$/, 128_000],
  [/^openai:(?:o3|o3-mini|o4-mini)$/, 200_000],
  [/^anthropic:claude-(?:fable-5|opus-5|opus-4-[678]|sonnet-5|sonnet-4-6)$/, 1_000_000],
  [
    /^anthropic:claude-(?:opus-4-5|opus-4-1|opus-4|sonnet-4-5|sonnet-4|haiku-4-5|3-5-haiku|3-haiku)$/,
    200_000,
  ],
];

/** The context of a provider's model by its ref, with or without a snapshot's date; null where it is not known. */
export function knownContextTokens(model: ModelName): number | null {
  const undated = model.trim().replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8})$/, '');
  return known.find(([pattern]) => pattern.test(undated))?.[1] ?? null;
}
