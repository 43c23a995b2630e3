import type { ExpectedFrom, RejectCode, Ruling } from '../../core/case.ts';
import { accept } from './ruling.ts';

/** What a model has against a candidate. */
export interface Objection {
  readonly code: Extract<RejectCode, 'validity' | 'off-skill' | 'ambiguous' | 'edge-case' | 'realism'>;
  readonly reason: string;
}

const gravest: readonly Ruling['status'][] = ['rejected', 'undecided', 'accepted'];

/**
 * What objections do, by who vouches for the expected value (architecture.md §4): a computed one stays, with the
 * objection on record; a declared or inherited one goes to people; what a model proposed is refused. A text that nobody
 * would send is refused whoever made it. Of several objections the first of the gravest counts, and the reason names all.
 */
export function rulingOf(
  objections: readonly Objection[],
  expectedFrom: ExpectedFrom,
  agreement: string,
): Ruling {
  const told = objections.map(({ reason }) => reason).join('; ');
  for (const status of gravest) {
    const first = objections.find((objection) => statusOf(objection, expectedFrom) === status);
    if (first !== undefined) return { status, code: first.code, reason: told };
  }
  return accept(agreement);
}

/** A judge that gave no usable answer decides nothing. */
export function unusable(reason: string): Ruling {
  return { status: 'undecided', code: 'judge-unusable', reason: `no usable answer: ${reason}` };
}

function statusOf({ code }: Objection, expectedFrom: ExpectedFrom): Ruling['status'] {
  if (code === 'realism') return 'rejected';
  switch (expectedFrom) {
    case 'computed':
      return 'accepted';
    case 'declared':
    case 'inherited':
      return 'undecided';
    case 'proposed':
      return 'rejected';
  }
}
