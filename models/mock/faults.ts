import { digest } from '../../core/digest.ts';
import { fault } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import { uniform } from './uniform.ts';

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

/** What goes wrong with one request. */
export interface Fault {
  readonly kind: FaultKind;
  /** `rate-limit`: what Retry-After says; `slow`: how long the body takes. */
  readonly seconds: number;
}

/** A fault, and on which requests it comes: a share of them, or every so-manieth. */
export interface PlannedFault extends Fault {
  readonly on: { readonly share: number } | { readonly every: number };
}

/**
 * Reads `KIND:SHARE` or `KIND:every=N`, each with `:SECONDS` behind it where wanted: `rate-limit:every=10:0.2`,
 * `server-error:0.05`. Throws USAGE for anything else.
 */
export function parseFault(written: string): PlannedFault {
  const [kind = '', when = '', seconds = '1', ...rest] = written.split(':');
  const known = kindOf(kind, written);
  const every = /^every=([1-9]\d*)$/.exec(when)?.[1];
  const share = Number(when);
  const isShare = when !== '' && share > 0 && share <= 1;
  if ((every === undefined && !isShare) || !isDuration(seconds) || rest.length > 0) {
    throw fault('USAGE', `\`${written}\` is no fault`, {
      hint: 'write KIND:SHARE or KIND:every=N, and :SECONDS where wanted: `rate-limit:every=10:0.2`',
    });
  }
  const on = every === undefined ? { share } : { every: Number(every) };
  return { kind: known, on, seconds: Number(seconds) };
}

/** Reads `KIND` or `KIND:SECONDS`, as one request asks for it. Throws USAGE for anything else. */
export function parseWantedFault(written: string): Fault {
  const [kind = '', seconds = '1', ...rest] = written.split(':');
  const known = kindOf(kind, written);
  if (!isDuration(seconds) || rest.length > 0)
    throw fault('USAGE', `\`${written}\` is no fault`, { hint: 'write KIND or KIND:SECONDS' });
  return { kind: known, seconds: Number(seconds) };
}

/** Which requests fail, in the order in which they come. */
export interface FaultPlan {
  /** The fault of a request, and null for none; `arrival` is its number, from 1, and `content` what was asked. */
  next(arrival: number, content: string): Fault | null;
}

/**
 * Faults on a share hit a request by its number alone. Those on every N-th hit one question in N and let it through when
 * it comes again, so that a client that retries loses nothing, however many calls it makes at a time.
 */
export function createFaultPlan(planned: readonly PlannedFault[], seed: number): FaultPlan {
  let questions = 0;
  const hitBefore = new Set<string>();
  return {
    next(arrival, content) {
      const question = digest(content);
      const isAgain = hitBefore.delete(question);
      if (!isAgain) questions++;
      const found = planned.find((one) =>
        'every' in one.on ? !isAgain && questions % one.on.every === 0 : hits(one, arrival, seed),
      );
      if (found === undefined) return null;
      if ('every' in found.on && found.kind !== 'slow') hitBefore.add(question);
      return found;
    },
  };
}

/** The fault of item `number`, from 1, of a batch: nobody sends one again. */
export function faultOfItem(
  planned: readonly PlannedFault[],
  number: number,
  seed: number,
): PlannedFault | null {
  const found = planned.find((one) =>
    'every' in one.on ? number % one.on.every === 0 : hits(one, number, seed),
  );
  return found ?? null;
}

/** The status of a fault that is one, else null. */
export function statusOf({ kind }: Pick<Fault, 'kind'>): { status: number; message: string } | null {
  switch (kind) {
    case 'rate-limit':
      return { status: 429, message: 'too many requests' };
    case 'server-error':
      return { status: 500, message: 'the server had an error' };
    case 'overloaded':
      return { status: 529, message: 'the server is overloaded' };
    default:
      return null;
  }
}

function hits({ kind, on }: PlannedFault, arrival: number, seed: number): boolean {
  return 'share' in on && uniform({ seed, arrival, kind }) < on.share;
}

function kindOf(kind: string, written: string): FaultKind {
  const known = faultKinds.find((one) => one === kind);
  if (known !== undefined) return known;
  throw fault('USAGE', `\`${written}\`: there is no fault \`${kind}\``, {
    hint: didYouMean(kind, faultKinds),
  });
}

function isDuration(written: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(written);
}
