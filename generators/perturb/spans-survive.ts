import type { ProtectedSpan } from '../../core/protected-spans.ts';

/** True where every span occurs in the text verbatim, in order and without overlap. */
export function spansSurvive(spans: readonly ProtectedSpan[], text: string): boolean {
  let from = 0;
  for (const span of spans) {
    const at = text.indexOf(span.text, from);
    if (at < 0) return false;
    from = at + span.text.length;
  }
  return true;
}
