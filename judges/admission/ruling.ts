import type { RejectCode, Ruling } from '../../core/case.ts';

/** A ruling for the candidate. */
export function accept(reason: string): Ruling {
  return { status: 'accepted', code: null, reason };
}

/** A ruling against the candidate. */
export function reject(code: RejectCode, reason: string): Ruling {
  return { status: 'rejected', code, reason };
}
