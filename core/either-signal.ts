import { setMaxListeners } from 'node:events';

/** A signal that aborts as soon as one of the two does. Any number of calls may listen to it at a time. */
export function eitherSignal(one: AbortSignal, other: AbortSignal): AbortSignal {
  const either = AbortSignal.any([one, other]);
  // Node takes more than ten listeners for a leak; they are as many as there are calls under way.
  setMaxListeners(0, either);
  return either;
}
