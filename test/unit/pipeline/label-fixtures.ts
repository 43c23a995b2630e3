import type { Case, CaseId } from '../../../core/case.ts';
import type { CaseLabel, OutputLabel } from '../../../core/label.ts';

const keys = { blind: false, selection: { plan: 'named', pi: null }, note: '' } as const;
/** A label's own words: what is said of which case, by whom, and in which minute. */
type Word = { readonly of: CaseId | Pick<Case, 'id'>; readonly by?: string; readonly minute?: number };

function signed({ of, by = 'Ann', minute = 0 }: Word) {
  const caseId = typeof of === 'string' ? of : of.id;
  return { ...keys, caseId, by, at: `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z` };
}

export function accepts(of: Word['of'], more: Omit<Word, 'of'> = {}): CaseLabel {
  return { ...signed({ of, ...more }), about: 'case', answer: null, decision: 'accept' };
}

export function rejects(
  of: Word['of'],
  more: Omit<Word, 'of'> & { readonly reason?: 'wrong-expected' } = {},
): CaseLabel {
  const { reason = 'ambiguous', ...word } = more;
  return { ...signed({ of, ...word }), about: 'case', answer: null, decision: 'reject', reason };
}

export function relabels(of: Word['of'], label: string | null, more: Omit<Word, 'of'> = {}): CaseLabel {
  const expected = label === null ? null : ({ kind: 'label', label } as const);
  return { ...signed({ of, ...more }), about: 'case', answer: null, decision: 'relabel', expected };
}

export function scores(
  of: Word['of'],
  output: string,
  score: number,
  more: Omit<Word, 'of'> = {},
): OutputLabel {
  return { ...signed({ of, ...more }), about: 'output', run: 'r1', output, score };
}
