import type { TokenLogprob } from '../core/model.ts';
import type { Confidence } from '../core/writing.ts';

/** A text with the colon that makes it a key, or another JSON value. */
const jsonValues = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|true|false|null/g;

/**
 * How sure a model was of the values in a JSON reply: keys, braces and the quotes around texts say nothing, so only
 * tokens that hold a part of a value count. Null without log-probabilities, and where no token holds a value.
 */
export function answerConfidence(logprobs: readonly TokenLogprob[] | null): Confidence | null {
  if (logprobs === null) return null;
  const values = valueRanges(logprobs.map(({ token }) => token).join(''));
  let end = 0;
  const counted = logprobs.filter(({ token }) => {
    const start = end;
    end += token.length;
    return values.some((range) => start < range.end && end > range.start);
  });
  if (counted.length === 0) return null;
  const margins = counted.flatMap(({ logprob, runnerUp }) => (runnerUp === null ? [] : [logprob - runnerUp]));
  return {
    meanLogprob: counted.reduce((sum, { logprob }) => sum + logprob, 0) / counted.length,
    margin: margins.length === 0 ? null : Math.min(...margins),
  };
}

function valueRanges(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(jsonValues)].flatMap(({ 0: whole, 1: quoted, 2: colon, index }) => {
    if (colon !== undefined) return [];
    const inset = quoted === undefined ? 0 : 1;
    return [{ start: index + inset, end: index + whole.length - inset }];
  });
}
