interface Span {
  readonly start: number;
  readonly end: number;
}

/** Keeps each span that touches none before it in the list, which is in the order of rank; gives them in text order. */
export function withoutOverlaps<Kept extends Span>(byRank: readonly Kept[]): readonly Kept[] {
  const taken = new Uint8Array(byRank.reduce((most, { end }) => Math.max(most, end), 0));
  const kept: Kept[] = [];
  for (const span of byRank) {
    if (taken.subarray(span.start, span.end).includes(1)) continue;
    taken.fill(1, span.start, span.end);
    kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start);
}
