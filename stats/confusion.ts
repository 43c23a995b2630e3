/** What was expected and what was answered; null where the answer named none of the labels. */
export interface LabelPair {
  readonly expected: string;
  readonly answered: string | null;
}

/** Accuracy, macro F1 and confusion counts of a set of label pairs. */
export interface LabelAgreement {
  readonly accuracy: number;
  /** Mean F1 over the labels that occur as expected or answered. */
  readonly macroF1: number;
  readonly labels: readonly string[];
  /** Rows: expected label; columns: answered label, and last "none". */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Accuracy, macro F1 (F1 = 2·hits/(times expected + times answered)) and confusion counts, in the order of `labels`.
 * An answer of null is a miss for the expected label and counts for no other. Returns null for no pairs.
 * Throws a RangeError for a repeated label or a pair with a label that is not in `labels`.
 */
export function classification(
  pairs: readonly LabelPair[],
  labels: readonly string[],
): LabelAgreement | null {
  if (pairs.length === 0) return null;
  const confusion = countPairs(pairs, labels);
  const answeredTimes = labels.map((_, column) => sum(confusion.map((row) => row[column] ?? 0)));
  const hits = confusion.map((row, label) => row[label] ?? 0);
  const scores: number[] = [];
  confusion.forEach((row, label) => {
    const occurrences = sum(row) + (answeredTimes[label] ?? 0);
    if (occurrences > 0) scores.push((2 * (hits[label] ?? 0)) / occurrences);
  });
  return { accuracy: sum(hits) / pairs.length, macroF1: sum(scores) / scores.length, labels, confusion };
}

function countPairs(pairs: readonly LabelPair[], labels: readonly string[]): readonly (readonly number[])[] {
  const places = new Map(labels.map((label, place) => [label, place]));
  if (places.size !== labels.length) throw new RangeError('labels must not repeat');
  const placeOf = (label: string): number => {
    const place = places.get(label);
    if (place === undefined) throw new RangeError(`"${label}" is not one of the labels`);
    return place;
  };
  const counts = labels.map(() => new Array<number>(labels.length + 1).fill(0));
  for (const { expected, answered } of pairs) {
    const row = counts[placeOf(expected)];
    const column = answered === null ? labels.length : placeOf(answered);
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
