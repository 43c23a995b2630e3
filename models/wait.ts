import { setTimeout as timer } from 'node:timers/promises';

/** Resolves after `ms` milliseconds; rejects as soon as the signal aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** {@link Wait} by the computer's own clock. */
export const wait: Wait = (ms, signal) => timer(ms, undefined, { signal });
