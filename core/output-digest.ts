import { shortDigest } from './digest.ts';
import { canonicalJson, type Json } from './json.ts';
import type { TargetOutput } from './run.ts';

/** Digest of what was answered: of the text, and of the tool calls where there are any. Equal answers have equal digests. */
export function outputDigest({ text, toolCalls = [] }: Pick<TargetOutput, 'text' | 'toolCalls'>): string {
  if (toolCalls.length === 0) return shortDigest(text);
  // Tool calls are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson({ text, toolCalls } as unknown as Json));
}
