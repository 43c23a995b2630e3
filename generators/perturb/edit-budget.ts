const defaultShare = 0.1;
const defaultMost = 3;

/**
 * How many places an operator edits in a text of that many words, of which so many places are eligible. Without a
 * share: a tenth of the words, at most 3. With one: that share of the eligible places (never counted as more than
 * there are words). At least 1, as a copy of the parent is of no use.
 */
export function editBudget(words: number, eligible: number, share: number | null): number {
  if (share !== null) return Math.max(1, Math.round(share * Math.min(eligible, words)));
  return Math.max(1, Math.min(defaultMost, Math.floor(defaultShare * words)));
}

/** The budget of a text in which every word is eligible: no operator edits more places. */
export function mostEdits(words: number, share: number | null): number {
  return editBudget(words, words, share);
}
