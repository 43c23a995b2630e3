import { expect, test } from 'vitest';
import type { Verdict } from '../../../core/case.ts';
import { sternJudgeNotes } from '../../../pipeline/generation/stern-judges.ts';

const lineage = { vendor: 'none', family: 'tiny', base: null, teacher: null };
const tiny = { name: 'validation:ollama:tiny', version: '1' };
const said = (by: string, status: Verdict['status'], more: Partial<Verdict> = {}): Verdict => ({
  status,
  code: status === 'accepted' ? null : 'validity',
  reason: '',
  by,
  version: '1',
  lineage,
  ...more,
});
const judged = (n: number, letIn: number, by = 'validation:ollama:tiny', more: Partial<Verdict> = {}) =>
  Array.from({ length: n }, (_, i) => ({
    id: `c${i}`,
    verdicts: [
      said('length', 'accepted', { lineage: null }),
      said(by, i < letIn ? 'accepted' : 'rejected', more),
    ],
  }));

test('a judge that refuses everything is named, with a case to look at, once that is no chance', () => {
  expect(sternJudgeNotes(judged(36, 0), [tiny])).toEqual([
    'the judge ollama:tiny let in 0 of 36 candidates: who refuses everything catches every planted error too, so its catch rate says little. See what it says of c0 (`heldout explain`), or take another judge',
  ]);
  // Exact 95 % intervals: 0 of 35 ends at 1 − .025^(1/35) = .1000, 4 of 100 at .0993, 5 of 100 at .1128.
  expect(sternJudgeNotes(judged(35, 0), [tiny])).toEqual([]);
  expect(sternJudgeNotes(judged(100, 4), [tiny])[0]).toContain('let in 4 of 100 candidates');
  expect(sternJudgeNotes(judged(100, 5), [tiny])).toEqual([]);
});

test('answers of no use, judges that the suite no longer names and other versions are not counted together', () => {
  expect(sternJudgeNotes(judged(50, 0), [{ ...tiny, name: 'validation:ollama:other' }])).toEqual([]);
  const unusable = judged(50, 0, 'validation:ollama:tiny', { code: 'judge-unusable', status: 'undecided' });
  expect(sternJudgeNotes(unusable, [tiny])).toEqual([]);
  const versions = [...judged(30, 0), ...judged(30, 0, 'validation:ollama:tiny', { version: '2' })];
  expect(sternJudgeNotes(versions, [tiny])).toEqual([]);
  expect(sternJudgeNotes([...judged(40, 0), ...versions], [tiny])[0]).toContain('let in 0 of 70 candidates');
});
