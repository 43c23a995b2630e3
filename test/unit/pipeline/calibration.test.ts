import { describe, expect, test } from 'vitest';
import type { Case, Reject } from '../../../core/case.ts';
import { drawnItems, humanScores, type Label, labelledItem } from '../../../core/label.ts';
import { outputDigest } from '../../../core/output-digest.ts';
import { populationDigest, sampleOrder } from '../../../core/sample-order.ts';
import { judgeDrift } from '../../../judges/calibration/drift.ts';
import { biasAudit } from '../../../pipeline/calibration/bias-audit.ts';
import { caseVotes } from '../../../pipeline/calibration/case-votes.ts';
import { correctedRates } from '../../../pipeline/calibration/corrected-rates.ts';
import { freeze } from '../../../pipeline/calibration/frozen-set.ts';
import { judgeReports } from '../../../pipeline/calibration/judge-reports.ts';
import { labelReport } from '../../../pipeline/calibration/label-report.ts';
import { type AnsweredRun, outputVotes } from '../../../pipeline/calibration/output-votes.ts';
import { rightCases } from '../../../pipeline/calibration/right-cases.ts';
import { applyLabels } from '../../../pipeline/labelling/apply-labels.ts';
import { caseDecisions } from '../../../pipeline/labelling/case-decisions.ts';
import { madeCase, realCase, rejectOf } from '../datasets/dataset-fixtures.ts';
import { lineageOf, rubricReading, runOf, type Votes } from './calibration-fixtures.ts';
import { accepts, rejects, relabels, scores } from './label-fixtures.ts';

const opinion = (code: 'validity' | 'judge-unusable' | null, version = '1') =>
  ({
    status: code === null ? 'accepted' : 'undecided',
    code,
    by: 'validation:j',
    version,
    reason: '',
  }) as const;
const judged = (text: string, ...codes: Parameters<typeof opinion>[]) =>
  madeCase(text, { verdicts: codes.map((code) => ({ ...opinion(...code), lineage: lineageOf('j') })) });

describe('judges of cases beside people', () => {
  const items: readonly (Case | Reject)[] = [
    judged('right', [null]),
    judged('wrong', [null]),
    judged('disputed', ['validity']),
    judged('silent', ['judge-unusable']),
    judged('split', [null]),
    judged('new version', [null, '2']),
    rejectOf('by a rule'),
  ];
  const [right, wrong, disputed, silent, split, newer, byRule] = items;
  const said = [
    accepts(right ?? ''),
    rejects(wrong ?? ''),
    relabels(disputed ?? '', 'access'),
    accepts(silent ?? ''),
    accepts(split ?? ''),
    rejects(split ?? '', { by: 'Ben' }),
    accepts(newer ?? ''),
    accepts(byRule ?? ''),
  ];

  test('an objection counts as wrong, a relabelled case is a wrong one; versions are apart, and silence is no word', () => {
    const judges = caseVotes(items, caseDecisions(said));
    expect(
      judges.map(({ judge, version, items: own }) => [
        judge,
        version,
        own.map(({ human, judged: by }) => [human, by]),
      ]),
    ).toEqual([
      [
        'validation:j',
        '1',
        [
          [1, 1],
          [0, 1],
          [0, 0],
        ],
      ],
      ['validation:j', '2', [[1, 1]]],
    ]);
  });

  test('a panel is a judge of its own, by what it came to', () => {
    const panel = { by: 'panel', version: '1', lineage: null, reason: '' } as const;
    const item = madeCase('panel', {
      verdicts: [
        { ...opinion(null), lineage: lineageOf('j') },
        { ...panel, status: 'undecided', code: 'judges-split' },
      ],
    });
    const judges = caseVotes([item], caseDecisions([accepts(item)]));
    expect(judges.map(({ judge, items: [own] }) => [judge, own?.judged])).toEqual([
      ['validation:j', 1],
      ['panel', 0],
    ]);
  });

  test('says how many of the items were drawn at random', () => {
    const drawn: Label = {
      ...accepts(right ?? ''),
      selection: { plan: 'acceptance', pi: 0.5, drawn: 1, population: 'p' },
    };
    const all = [drawn, ...said.slice(1)];
    const [report] = judgeReports(caseVotes(items, caseDecisions(all)), [], drawnItems(all));
    expect(report).toMatchObject({
      n: 3,
      drawn: 1,
      confusion: [
        [1, 0],
        [1, 1],
      ],
      models: [],
    });
  });
});

const cases = Array.from({ length: 60 }, (_, i) => realCase(`case ${i}`));
const ids = sampleOrder(
  's',
  cases.map(({ id }) => id),
);
/** Answers `FAMILY N` to the n-th case of the fixed order. */
const answers = (family: string, votesOf: (n: number) => Votes, from = ids) =>
  Object.fromEntries(
    from.map((id, n) => [id, { text: `${family} ${n}`, scores: [rubricReading(votesOf(n))] }]),
  );
const labelOf = (family: string, n: number, score: number) =>
  scores(ids[n] ?? '', outputDigest({ text: `${family} ${n}` }), score);

describe('judges of answers beside people', () => {
  // The first judge lets every third answer of its own family pass that is wrong.
  const run = runOf(
    'r1',
    'j1',
    answers('j1', (n) => ({ j1: n % 3 === 0 ? 1 : n % 2, j2: n % 2 })),
  );
  const other = runOf(
    'r2',
    'x',
    answers('x', (n) => ({ j1: n % 2, j2: n % 2 })),
  );
  const labels = ids.flatMap((_, n) => [labelOf('j1', n, n % 2), labelOf('x', n, n % 2)]);
  const judges = outputVotes([run, other], cases, humanScores(labels));

  test('each model that a scorer asks is a judge, the scorer too, and by the model whose answer it was', () => {
    const reports = judgeReports([], judges, drawnItems(labels));
    expect(reports.map(({ judge, n }) => [judge, n])).toEqual([
      ['rubric', 120],
      ['rubric by j1', 120],
      ['rubric by j2', 120],
    ]);
    const [, first] = reports;
    expect(first?.models.map(({ model, isOwn, specificity }) => [model, isOwn, specificity?.rate])).toEqual([
      // Of its 30 wrong answers, 10 are let through.
      ['model:j1', true, 20 / 30],
      ['model:x', false, 1],
    ]);
  });

  test('an answer counts once for a model, however many runs gave it; other prompts or judges are another judge', () => {
    const twice = outputVotes(
      [run, { ...run, header: { ...run.header, id: 'r3' } }],
      cases,
      humanScores(labels),
    );
    expect(twice.find(({ judge }) => judge === 'rubric')?.items).toHaveLength(60);
    const scorers = {
      main: [{ name: 'rubric', version: '1', options: 'o', prompts: { 'rubric/grade': 'q' } }],
    };
    const reworded = runOf(
      'r4',
      'j1',
      answers('j1', () => ({ j1: 1, j2: 1 })),
      { scorers },
    );
    const both = outputVotes([run, reworded], cases, humanScores(labels));
    expect(new Set(both.filter(({ judge }) => judge === 'rubric').map(({ version }) => version)).size).toBe(
      2,
    );
  });

  test('a judge that favours its own family is found, one that does not is not', () => {
    const pairs = { voted: [], swapped: new Map() };
    const audit = biasAudit(judges, pairs, 0.05);
    expect(audit.map(({ judge, own, others, failed }) => [judge, own, others, failed])).toEqual([
      ['rubric by j1', 60, 60, ['overrating', 'ofWrong', 'ofOwnErrors']],
      ['rubric by j2', 0, 120, []],
    ]);
    expect(audit[0]?.selfPreference.ofWrong?.estimate).toBeCloseTo(1 / 3, 12);
    // What is below the margin of the gate cannot turn a verdict.
    expect(biasAudit(judges, pairs, 0.5)[0]?.failed).toEqual([]);
  });

  test('what several people said of an answer is one label, and their agreement is told', () => {
    const two: Label[] = [labelOf('x', 0, 0), { ...labelOf('x', 0, 1), by: 'Ben' }];
    expect(labelReport(two)).toMatchObject({
      outputs: 1,
      cases: 0,
      people: ['Ann', 'Ben'],
      ofOutputs: { n: 1 },
    });
    const [first] = outputVotes([other], cases, humanScores(two));
    expect(first?.items).toMatchObject([{ human: 0.5 }]);
  });
});

describe('the pass rate of a run', () => {
  const votes = (n: number): Votes => ({ j1: n % 10 < 9 ? 1 : 0, j2: n % 10 < 9 ? 1 : 0 });
  const run = runOf('r1', 'x', answers('x', votes));
  const rateBy = (
    labels: readonly Label[],
    more: Partial<Parameters<typeof correctedRates>[1]> = {},
    of: AnsweredRun = run,
  ) => {
    const human = humanScores(labels);
    const judges = outputVotes([of, run], cases, human);
    const context = { suite: 's', cases, human, drawings: [], judges, fewestLabels: 20, ...more };
    return correctedRates(of, context);
  };
  const truth = (n: number) => (n % 5 < 4 ? 1 : 0);
  const first = (k: number) => ids.slice(0, k).map((_, n) => labelOf('x', n, truth(n)));

  test('rests on the first of the fixed order that are labelled to the last', () => {
    expect(rateBy(first(40))).toMatchObject([
      { run: 'r1', model: 'model:x', origin: 'real', method: 'ppi', labels: 40, n: 60 },
    ]);
    // One in the middle is missing: what lies behind it is no sample, and the rest is too little.
    const holed = first(40).filter((_, n) => n !== 10);
    expect(rateBy(holed)[0]?.method).not.toBe('ppi');
  });

  test('labels of another model correct nothing', () => {
    const mine = runOf('r2', 'y', answers('y', votes));
    expect(rateBy(first(40), {}, mine)).toMatchObject([
      { model: 'model:y', method: 'none', labels: 0, estimate: null },
    ]);
  });

  test('an active drawing counts once all of it is labelled', () => {
    const population = populationDigest(
      ids.map((caseId, n) => labelledItem({ caseId, output: outputDigest({ text: `x ${n}` }) })),
    );
    const items = ids
      .slice(20, 50)
      .map((caseId, n) => ({ caseId, output: outputDigest({ text: `x ${n + 20}` }), pi: 0.5 }));
    const head = {
      about: 'output',
      run: 'r1',
      origin: 'real',
      at: '2026-01-01T00:00:00.000Z',
      budget: 30,
    } as const;
    const drawings = [{ ...head, size: 60, population, items }];
    const labels = ids.slice(20, 50).map((_, n) => labelOf('x', n + 20, truth(n)));
    expect(rateBy(labels, { drawings })).toMatchObject([{ method: 'active', labels: 30 }]);
    expect(rateBy(labels.slice(1), { drawings })[0]?.method).not.toBe('active');
    expect(
      rateBy(labels, { drawings: [{ ...drawings[0], ...head, size: 60, population: 'other', items }] })[0]
        ?.method,
    ).not.toBe('active');
  });
});

describe('the share of right cases', () => {
  const made = { cases: Array.from({ length: 80 }, (_, i) => judged(`drawn ${i}`, [null])), rejects: [] };
  const all = made.cases.map(({ id }) => id);
  const head = {
    about: 'case',
    run: null,
    origin: 'synthetic',
    at: '2026-01-01T00:00:00.000Z',
    budget: 40,
  } as const;
  const population = populationDigest(all);
  const items = all.slice(0, 40).map((caseId) => ({ caseId, output: null, pi: 0.5 }));
  const drawing = { ...head, size: 80, population, items };
  const labels = all.slice(0, 40).map((id, n) => (n < 4 ? rejects(id) : accepts(id)));
  const shareBy = (said: readonly Label[], drawings = [drawing]) =>
    rightCases(applyLabels(made, said), caseDecisions(said), drawings);

  test('weighs what was drawn by how it was drawn, and counts what people took out since', () => {
    // The judge calls all right: (80 − 4 / .5) of 80.
    expect(shareBy(labels)).toMatchObject({ cases: 80, labels: 40, estimate: 0.9 });
  });

  test('is not known before all that was drawn is decided, nor of other cases', () => {
    expect(shareBy(labels.slice(1))).toBeNull();
    expect(shareBy(labels, [{ ...drawing, population: 'other' }])).toBeNull();
    expect(shareBy(labels, [{ ...drawing, items: items.slice(0, 20) }])).toBeNull();
    expect(shareBy(labels, [])).toBeNull();
  });
});

describe('the frozen set', () => {
  const items = Array.from({ length: 80 }, (_, i) => ({
    caseId: `c${i}`,
    output: null,
    run: null,
    human: i < 10 ? 0 : 1,
  }));

  test('is 50 labelled items, half of them wrong as far as there are so many, and the same whoever freezes it', () => {
    const set = freeze('s', 'case', items, new Date(0));
    expect(set?.items).toHaveLength(50);
    expect(set?.items.filter(({ human }) => human === 0)).toHaveLength(10);
    expect(freeze('s', 'case', [...items].reverse(), new Date(0))).toEqual(set);
    const wrong = items.map((item, i) => ({ ...item, human: i < 60 ? 0 : 1 }));
    expect(freeze('s', 'case', wrong, new Date(0))?.items.filter(({ human }) => human === 0)).toHaveLength(
      30,
    );
    expect(freeze('s', 'case', items.slice(0, 49), new Date(0))).toBeNull();
  });

  test('two versions of a judge are told apart by what they say of it', () => {
    const rating = (version: string, votes: readonly (number | null)[]) =>
      ({
        kind: 'rating',
        about: 'case',
        judge: 'j',
        version,
        at: '2026-01-01T00:00:00.000Z',
        votes,
      }) as const;
    const set = items.slice(8, 12);
    const old = rating('1', [0, 0, 1, 1]);
    const now = rating('2', [1, null, 1, 0]);
    expect(judgeDrift(set, [old])).toEqual([]);
    expect(judgeDrift(set, [old, { ...old, judge: 'other' }, now])).toEqual([
      {
        about: 'case',
        judge: 'j',
        from: '1',
        to: '2',
        at: '2026-01-01T00:00:00.000Z',
        n: 3,
        flipped: 2,
        agreedBefore: 3,
        agreedNow: 1,
        // Two lost, none gained: 2 · (1/2)².
        pValue: expect.closeTo(0.5, 12),
      },
    ]);
  });
});
