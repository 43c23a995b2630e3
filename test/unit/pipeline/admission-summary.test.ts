import { expect, test } from 'vitest';
import { type CanaryResult, judgeKey } from '../../../core/canary.ts';
import type { Verdict } from '../../../core/case.ts';
import { admissionSummary } from '../../../pipeline/judging/admission-summary.ts';
import { caseOf } from '../judges/judge-fixtures.ts';

const lineage = (family: string) => ({ vendor: 'none', family, base: null, teacher: null });
const verdict = (by: string, more: Partial<Verdict> = {}): Verdict => ({
  status: 'accepted',
  code: null,
  reason: '',
  by,
  version: '1',
  lineage: lineage(by.slice(-1)),
  ...more,
});
const result = (
  by: string,
  outcome: CanaryResult['outcome'],
  more: Partial<CanaryResult> = {},
): CanaryResult => ({
  id: `${by}${outcome}${JSON.stringify(more)}`,
  canary: 'c',
  operator: 'wrong-label',
  measure: 'answer',
  madeOf: 'm',
  cell: 's/e',
  by,
  version: '1',
  lineage: lineage(by.slice(-1)),
  outcome,
  code: null,
  ...more,
});
const rule = verdict('length', { lineage: null });
const panel = verdict('panel', { lineage: null });

test('judges by the cases that they ruled on, each with what it caught; rules and panels are none', () => {
  const [a, b] = ['validation:ollama:a', 'second-opinion:module:./b'];
  const cases = [
    caseOf('1', { origin: 'synthetic', verdicts: [rule, verdict(a), verdict(b), panel] }),
    caseOf('2', { origin: 'synthetic', verdicts: [rule, verdict(a)] }),
    caseOf('3', { origin: 'synthetic', verdicts: [rule] }),
    caseOf('4', { origin: 'real', verdicts: [] }),
  ];
  const canaries = [
    result(a, 'caught'),
    result(a, 'caught', { operator: 'leaked-answer', measure: 'assessment' }),
    result(a, 'missed', { operator: 'leaked-answer', measure: 'assessment', canary: 'd' }),
    result(a, 'unusable'),
    result(a, 'missed', { version: '0' }), // another judge, of which no case is left
    result('rules', 'caught'),
  ];
  expect(admissionSummary(cases, canaries)).toMatchObject({
    generated: 3,
    checked: 2,
    judges: [
      {
        judge: 'ollama:a',
        family: 'a',
        assesses: true,
        cases: 2,
        planted: 3,
        caught: 2,
        unusable: 1,
        rate: 2 / 3,
        operators: [
          { operator: 'leaked-answer', planted: 2, caught: 1 },
          { operator: 'wrong-label', planted: 1, caught: 1 },
        ],
        people: null,
      },
      { judge: 'module:./b', assesses: false, cases: 1, planted: 0, rate: null, interval: null },
    ],
  });
});

test('what people say of a judge stands beside its catch rate', () => {
  const by = 'validation:ollama:a';
  const people = { n: 40, observed: 0.95, kappa: 0.8, ac1: 0.9 };
  const measured = new Map([[judgeKey(verdict(by)), people]]);
  expect(
    admissionSummary([caseOf('1', { origin: 'synthetic', verdicts: [verdict(by)] })], [], measured)?.judges,
  ).toMatchObject([{ people }]);
});

test('weights that changed under a name are another judge', () => {
  const by = 'validation:ollama:a';
  const cases = [
    caseOf('1', { origin: 'synthetic', verdicts: [verdict(by, { answeredBy: 'a@1' })] }),
    caseOf('2', { origin: 'synthetic', verdicts: [verdict(by, { answeredBy: 'a@2' })] }),
  ];
  const summary = admissionSummary(cases, [result(by, 'caught', { answeredBy: 'a@2' })]);
  expect(summary?.judges.map(({ answeredBy, planted }) => [answeredBy, planted])).toEqual([
    ['a@1', 0],
    ['a@2', 1],
  ]);
});

test('a set of real cases alone has nothing to tell', () => {
  expect(admissionSummary([caseOf('1', { origin: 'real' })], [])).toBe(null);
});
