import type { Nearest, RejectCode, Ruling } from '../../core/case.ts';

/** A ruling for the candidate. */
export function accept(reason: string): Ruling {
  return { status: 'accepted', code: null, reason };
}

/** A ruling against the candidate. */
export function reject(code: RejectCode, reason: string, nearest?: Nearest): Ruling {
  return { status: 'rejected', code, reason, ...(nearest === undefined ? {} : { nearest }) };
}
