import type { ObservedCase } from '../../../gaps/observed-case.ts';

/** A real case that was scored, right unless said otherwise, in a cluster of its own. */
export function observed(id: string, more: Partial<ObservedCase> = {}): ObservedCase {
  return {
    id,
    origin: 'real',
    cluster: id,
    cell: { skill: 'queue', edgeCase: null },
    tags: [],
    label: null,
    text: `text ${id}`,
    score: 1,
    miss: null,
    ...more,
  };
}

/** So many cases; what the i-th is like is for the caller to say. */
export function observedMany(
  n: number,
  more: (index: number) => Partial<ObservedCase>,
  name = 'c',
): readonly ObservedCase[] {
  return Array.from({ length: n }, (_, index) => observed(`${name}${index}`, more(index)));
}
