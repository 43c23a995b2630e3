/** What a token is taken to be, in characters. */
export const lettersPerToken = 4;

/** About what a tokenizer counts: four characters a token, at least one. */
export function tokensIn(text: string): number {
  return Math.max(1, Math.ceil([...text].length / lettersPerToken));
}
