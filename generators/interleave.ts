/** One item of each source in turn, in their order, until all have ended. */
export function* interleave<T>(sources: readonly Iterable<T>[]): Generator<T> {
  const open = new Set(sources.map((source) => source[Symbol.iterator]()));
  while (open.size > 0) {
    for (const source of open) {
      const next = source.next();
      if (next.done === true) open.delete(source);
      else yield next.value;
    }
  }
}
