import { rougeL } from '../../core/rouge-l.ts';

/** Why a text that was made harder is none. */
export type EvolutionFault = 'no-gain' | 'degenerate' | 'prompt-leak' | 'refusal';

const leak =
  /\b(?:given (?:prompt|text)|rewritten (?:prompt|text)|harder (?:text|prompt|version)|#the (?:given|rewritten))/i;
const refusal = /^(?:i(?:'|’)m sorry|i am sorry|sorry, |i (?:cannot|can(?:'|’)t)|as an ai)\b/i;
/** Above this ROUGE-L nothing was added. */
const nearlyEqual = 0.95;

/**
 * What is wrong with a text that was to become harder: nothing gained, hardly a word, the instruction in it, or a
 * refusal in its place. Null: nothing that rules can see; whether it is right is for a judge to say.
 */
export function evolutionFault(before: string, after: string, operation: string): EvolutionFault | null {
  const words = after.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 3) return 'degenerate';
  if (leak.test(after) || after.toLowerCase().includes(operation.toLowerCase())) return 'prompt-leak';
  if (refusal.test(after.trim())) return 'refusal';
  return rougeL(before, after) > nearlyEqual ? 'no-gain' : null;
}
