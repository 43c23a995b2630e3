import { fault } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import { uniform } from './persona.ts';

/** What can go wrong on demand. */
export const faultKinds = [
  'rate-limit',
  'server-error',
  'overloaded',
  'reset',
  'truncated',
  'content-type',
  'slow',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A fault, and on which requests it comes. */
export interface PlannedFault {
  readonly kind: FaultKind;
  /** A share of the requests, or every so-manieth. */
  readonly on: { readonly share: number } | { readonly every: number };
  /** `rate-limit`: what Retry-After says; `slow`: how long the body takes. */
  readonly seconds: number;
}

/**
 * Reads `KIND:SHARE` or `KIND:every=N`, each with `:SECONDS` behind it where wanted: `rate-limit:every=10:0.2`,
 * `server-error:0.05`. Throws USAGE for anything else.
 */
export function parseFault(written: string): PlannedFault {
  const [kind = '', when = '', seconds = '1', ...rest] = written.split(':');
  if (!isFaultKind(kind)) {
    throw fault('USAGE', `\`${written}\`: there is no fault \`${kind}\``, {
      hint: didYouMean(kind, faultKinds),
    });
  }
  const every = /^every=([1-9]\d*)$/.exec(when)?.[1];
  const share = Number(when);
  const isShare = when !== '' && share > 0 && share <= 1;
  if ((every === undefined && !isShare) || !(Number(seconds) >= 0) || rest.length > 0) {
    throw fault('USAGE', `\`${written}\` is no fault`, {
      hint: 'write KIND:SHARE or KIND:every=N, and :SECONDS where wanted: `rate-limit:every=10:0.2`',
    });
  }
  return { kind, on: every === undefined ? { share } : { every: Number(every) }, seconds: Number(seconds) };
}

/** The fault of the request that came as number `arrival`, from 1; a retry is a request of its own. */
export function faultOf(
  planned: readonly PlannedFault[],
  arrival: number,
  seed: number,
): Pick<PlannedFault, 'kind' | 'seconds'> | null {
  const found = planned.find(({ kind, on }) =>
    'every' in on ? arrival % on.every === 0 : uniform({ seed, arrival, kind }) < on.share,
  );
  return found ?? null;
}

export function isFaultKind(text: string): text is FaultKind {
  return faultKinds.some((kind) => kind === text);
}
