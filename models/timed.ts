import type { Target } from '../core/seams.ts';
import { withinTime } from './within-time.ts';

/** Limits each call of a target to `timeoutMs`; see {@link withinTime}. */
export function timed(target: Target, timeoutMs: number): Target {
  return {
    ...(target.close === undefined ? {} : { close: () => target.close?.() ?? Promise.resolve() }),
    call: (input, signal, id, attempt) =>
      withinTime((own) => target.call(input, own, id, attempt), timeoutMs, signal),
  };
}
