import { eitherSignal } from '../../core/either-signal.ts';

/**
 * Works on items, so many at a time, and gives what came of each in the order of the items. Starts no more than is
 * read: a reader that stops calls off what is under way, and so does an error, which is thrown in its turn.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): AsyncGenerator<Result> {
  const enough = new AbortController();
  const either = eitherSignal(signal, enough.signal);
  const iterator = items[Symbol.iterator]();
  const underWay: Promise<PromiseSettledResult<Result>>[] = [];
  const fill = () => {
    while (underWay.length < atOnce) {
      const next = iterator.next();
      if (next.done === true) return;
      underWay.push(settled(work(next.value, either)));
    }
  };
  try {
    for (;;) {
      signal.throwIfAborted();
      fill();
      const result = await underWay.shift();
      if (result === undefined) return;
      if (result.status === 'rejected') throw result.reason;
      yield result.value;
    }
  } finally {
    enough.abort();
    await Promise.all(underWay);
  }
}

/** Never rejects: what nobody waits for any more must not end the process. */
async function settled<Result>(work: Promise<Result>): Promise<PromiseSettledResult<Result>> {
  const [result] = await Promise.allSettled([work]);
  return result;
}
