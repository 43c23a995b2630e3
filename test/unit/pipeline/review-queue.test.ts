import { describe, expect, test } from 'vitest';
import type { Case, Reject } from '../../../core/case.ts';
import type { Label } from '../../../core/label.ts';
import { outputDigest } from '../../../core/output-digest.ts';
import { sampleOrder } from '../../../core/sample-order.ts';
import { acceptanceStrata } from '../../../pipeline/labelling/acceptance.ts';
import { drawActive } from '../../../pipeline/labelling/active-drawing.ts';
import { applyLabels } from '../../../pipeline/labelling/apply-labels.ts';
import { caseDecisions } from '../../../pipeline/labelling/case-decisions.ts';
import { caseQueue } from '../../../pipeline/labelling/case-queue.ts';
import { drawnOutputs, outputQueue } from '../../../pipeline/labelling/output-queue.ts';
import { runAnswers } from '../../../pipeline/labelling/run-answers.ts';
import { opinionOfCase, opinionOfOutput } from '../../../pipeline/labelling/uncertainty.ts';
import { trialKey } from '../../../runner/run-records.ts';
import { generatedFrom, madeCase, realCase, rejectOf } from '../datasets/dataset-fixtures.ts';
import { completed, errored } from '../runner/run-fixtures.ts';
import { accepts, rejects, relabels, scores } from './label-fixtures.ts';

const writtenBy = (by: string, model: string | null) =>
  ({ ...generatedFrom(), by, model }) as Case['provenance'];
const many = (n: number, by: string, model: string | null = null) =>
  Array.from({ length: n }, (_, i) => madeCase(`${by} ${model} ${i}`, { provenance: writtenBy(by, model) }));

function strataOf(
  cases: readonly Case[],
  labels: readonly Label[] = [],
  more: { readonly isReleased?: boolean; readonly items?: number } = {},
) {
  const applied = applyLabels({ cases, rejects: [] }, labels);
  return acceptanceStrata(applied, caseDecisions(labels), { suite: 's', isReleased: false, ...more });
}
/** The first of the sample refused, the rest accepted. */
function lookedAt(cases: readonly Case[], n: number, defects: number): readonly Label[] {
  const order = sampleOrder(
    's',
    cases.map(({ id }) => id),
  ).slice(0, n);
  return order.map((id, at) => (at < defects ? rejects(id) : accepts(id)));
}

describe('acceptance samples', () => {
  test('are drawn from each strategy and model apart: 30 at first, then 60 or 2 %, whichever is more', () => {
    const cases = [...many(100, 'perturb'), ...many(40, 'direct', 'a'), ...many(10, 'direct', 'b')];
    const sizes = (isReleased: boolean, all = cases) =>
      strataOf(all, [], { isReleased }).map(({ generator, model, size, sample }) => [
        generator,
        model,
        size,
        sample.length,
      ]);
    expect(sizes(false)).toEqual([
      ['direct', 'a', 40, 30],
      ['direct', 'b', 10, 10],
      ['perturb', null, 100, 30],
    ]);
    expect(sizes(true).map(([, , , n]) => n)).toEqual([40, 10, 60]);
    expect(sizes(true, many(5000, 'perturb')).map(([, , , n]) => n)).toEqual([100]);
  });

  test('a larger sample goes on with the same items', () => {
    const cases = many(100, 'perturb');
    const [first] = strataOf(cases);
    const [more] = strataOf(cases, [], { items: 46 });
    expect(more?.sample).toHaveLength(46);
    expect(more?.sample.slice(0, 30)).toEqual(first?.sample);
  });

  test.each([
    { looked: 29, defects: 0, items: 30, status: 'open', more: 0 },
    { looked: 30, defects: 0, items: 30, status: 'accepted', more: 0 },
    { looked: 30, defects: 1, items: 30, status: 'not-accepted', more: 16 },
    { looked: 46, defects: 1, items: 46, status: 'accepted', more: 0 },
    { looked: 60, defects: 2, items: 60, status: 'not-accepted', more: 1 },
    { looked: 76, defects: 3, items: 76, status: 'accepted', more: 0 },
    // 22 defects need more items than there are.
    { looked: 60, defects: 22, items: 60, status: 'not-accepted', more: null },
  ])('$defects wrong among $looked of $items: $status', ({ looked, defects, items, status, more }) => {
    const cases = many(200, 'perturb');
    const [stratum] = strataOf(cases, lookedAt(cases, looked, defects), { items });
    // Refused cases have left the set, and still count.
    expect(stratum).toMatchObject({ size: 200, looked, defects, status, more });
  });

  test('where all were looked at the share itself decides, and relabelled cases count as wrong', () => {
    const cases = many(12, 'perturb');
    const [stratum] = strataOf(cases, lookedAt(cases, 12, 1));
    expect(stratum).toMatchObject({ size: 12, looked: 12, defects: 1, bound: 1 / 12, status: 'accepted' });
    const [first = '', ...rest] = sampleOrder(
      's',
      cases.map(({ id }) => id),
    );
    const labels = [relabels(first, 'access'), ...rest.map((id) => accepts(id))];
    expect(strataOf(cases, labels)[0]).toMatchObject({ size: 12, looked: 12, defects: 1 });
  });

  test('what judges did not let in is no part of a stratum, also where people did', () => {
    const opinion = { ...lineaged, status: 'undecided', code: 'validity' } as const;
    const open = rejectOf('open', { status: 'undecided', code: 'validity', verdicts: [opinion] });
    const labels = [accepts(open)];
    const applied = applyLabels({ cases: many(3, 'perturb'), rejects: [open] }, labels);
    expect(applied.cases).toHaveLength(4);
    const [stratum] = acceptanceStrata(applied, caseDecisions(labels), { suite: 's', isReleased: false });
    expect(stratum?.size).toBe(3);
  });
});

const lineage = { vendor: null, family: 'own', base: null, teacher: null };
const lineaged = { by: 'm', version: '1', lineage, reason: 'disagrees' } as const;

describe('the queue of cases', () => {
  const plain = many(40, 'perturb');
  const disputed = madeCase('disputed', {
    verdicts: [{ ...lineaged, status: 'accepted', code: 'validity' }],
    provenance: writtenBy('template', null),
  });
  const undecided: Reject = rejectOf('undecided', {
    status: 'undecided',
    code: 'validity',
    verdicts: [{ ...lineaged, status: 'undecided', code: 'validity' }],
  });
  const refused = rejectOf('too long');
  const made = { cases: [...plain, disputed], rejects: [undecided, refused] };
  const queueOf = (
    labels: readonly Label[] = [],
    more: { by?: string; overlap?: boolean; only?: 'disputed' } = {},
  ) => {
    const decisions = caseDecisions(labels);
    const strata = acceptanceStrata(made, decisions, { suite: 's', isReleased: false });
    const only = more.only === undefined ? null : new Set([more.only] as const);
    const options = { by: 'Ann', overlap: false, ...more, only };
    return caseQueue({ made, labels, strata, drawing: null }, options);
  };

  test('what nobody could decide comes first, then disputes and the samples; what a rule refused never', () => {
    const queue = queueOf();
    expect(queue[0]).toMatchObject({
      item: { id: undecided.id },
      selection: { plan: 'undecided', pi: null },
    });
    expect(queue).toHaveLength(1 + 1 + 30);
    expect(queue.map(({ item }) => item.id)).not.toContain(refused.id);
    const sampled = queue.filter(({ selection }) => selection.plan === 'acceptance');
    expect(sampled.filter(({ selection }) => selection.pi === 30 / 40)).toHaveLength(30);
  });

  test('what is drawn for a sample is asked about as that, though it is disputed as well', () => {
    const [, second] = queueOf();
    // A stratum of one: all of it is the sample.
    expect(second).toMatchObject({
      item: { id: disputed.id },
      selection: { plan: 'acceptance', pi: 1, drawn: 1 },
    });
    expect(queueOf([], { only: 'disputed' })).toEqual([]);
  });

  test('nobody is asked again, and with overlap others are', () => {
    const labels = [accepts(disputed)];
    expect(queueOf(labels, { by: 'Ben' }).map(({ item }) => item.id)).not.toContain(disputed.id);
    expect(queueOf(labels, { by: 'Ben', overlap: true }).map(({ item }) => item.id)).toContain(disputed.id);
    expect(queueOf(labels, { overlap: true }).map(({ item }) => item.id)).not.toContain(disputed.id);
  });

  test('where people disagree, one who has not spoken is asked', () => {
    const labels = [accepts(undecided), rejects(undecided, { by: 'Ben' })];
    expect(queueOf(labels, { by: 'Cy' })[0]?.item.id).toBe(undecided.id);
    expect(queueOf(labels, { by: 'Ben' })[0]?.item.id).not.toBe(undecided.id);
  });
});

describe('the queue of answers', () => {
  const cases = [...Array.from({ length: 8 }, (_, i) => realCase(`real ${i}`)), ...many(8, 'perturb')];
  const answersOf = (texts: (id: string, at: number) => string | null) => {
    const trials = cases.map(({ id }, at) => {
      const text = texts(id, at);
      return text === null ? errored(id, 'target') : { ...completed(id), output: { text } };
    });
    return runAnswers({ trials: new Map(trials.map((trial) => [trialKey(trial), trial])) });
  };
  const candidate = { run: 'new', answers: answersOf((_, at) => (at === 0 ? null : `new ${at % 4}`)) };
  const baseline = {
    run: 'old',
    answers: answersOf((_, at) => (at % 2 === 0 ? `old ${at % 4}` : `new ${at % 4}`)),
  };
  const sources = { suite: 's', cases, labels: [], candidate, baseline };
  const ann = { by: 'Ann', overlap: false };

  test('asks about both answers to the first cases of each origin, equal ones once, failed ones never', () => {
    const queue = outputQueue(sources, 8, ann);
    // Every odd case has one answer, every even one two; the candidate failed on the first.
    expect(queue).toHaveLength(2 * (4 + 4 * 2) - 1);
    const real = outputQueue(sources, 3, ann).filter(
      (entry) => entry.about === 'output' && entry.item.origin === 'real',
    );
    const first = sampleOrder(
      's',
      cases.slice(0, 8).map(({ id }) => id),
    ).slice(0, 3);
    expect([...new Set(real.map(({ item }) => item.id))]).toEqual(first);
    expect(real[0]?.selection).toMatchObject({ plan: 'random', pi: 3 / 8, drawn: 3 });
  });

  test('does not give away which model answered: either may come first', () => {
    const queue = outputQueue(sources, 8, ann);
    const firsts = queue.filter((item, at) => queue[at - 1]?.item.id !== item.item.id);
    const pairs = firsts.filter(
      ({ item }) => queue.filter((other) => other.item.id === item.id).length === 2,
    );
    expect(new Set(pairs.map((item) => (item.about === 'output' ? item.run : '')))).toEqual(
      new Set(['new', 'old']),
    );
  });

  test('asks nobody about an answer that was labelled, whatever run it was shown from; with overlap, others', () => {
    const [, second] = cases;
    const digest = outputDigest({ text: 'new 1' });
    const labels = [scores(second?.id ?? '', digest, 1)];
    const asked = (by: string, overlap: boolean) =>
      outputQueue({ ...sources, labels }, 8, { by, overlap }).some(({ item }) => item.id === second?.id);
    expect([asked('Ben', false), asked('Ben', true), asked('Ann', true)]).toEqual([false, true, false]);
  });
});

describe('active selection', () => {
  const items = Array.from({ length: 400 }, (_, i) => ({
    caseId: `c${i}`,
    output: null,
    uncertainty: i % 10 === 0 ? 0.25 : 0,
  }));
  const request = { suite: 's', about: 'case', run: null, origin: 'synthetic', at: new Date(0) } as const;
  const draw = (budget: number, earlier: Parameters<typeof drawActive>[2] = []) => {
    const drawn = drawActive(items, { ...request, budget }, earlier);
    if (drawn === null) throw new Error('nothing was drawn');
    return drawn;
  };

  test('draws about as many as it may, those on which judges disagree far more often', () => {
    const { drawing } = draw(60);
    // Poisson sampling: the number drawn has a standard deviation below √60.
    expect(Math.abs(drawing.items.length - 60)).toBeLessThan(3 * Math.sqrt(60));
    expect(drawing.size).toBe(400);
    const unsure = drawing.items.filter(({ caseId }) => Number(caseId.slice(1)) % 10 === 0);
    for (const { pi } of unsure) expect(pi).toBeCloseTo((0.5 * 60) / 400 + (0.5 * 60) / 40, 12);
    // Expected: 33 of the 40 unsure ones, 27 of the 360 others.
    expect(unsure.length).toBeGreaterThan(24);
  });

  test('a larger budget draws the same and more; the same budget goes on with the same drawing', () => {
    const small = draw(40);
    const large = draw(80, [small.drawing]);
    expect(large.isNew).toBe(true);
    const ids = new Set(large.drawing.items.map(({ caseId }) => caseId));
    expect(small.drawing.items.filter(({ caseId }) => !ids.has(caseId))).toEqual([]);
    expect(draw(40, [small.drawing, large.drawing])).toEqual({ drawing: small.drawing, isNew: false });
  });

  test('another population is another drawing, and nothing gives none', () => {
    const { drawing } = draw(40);
    const fewer = drawActive(items.slice(1), { ...request, budget: 40 }, [drawing]);
    expect(fewer?.isNew).toBe(true);
    expect(drawActive([], { ...request, budget: 40 }, [])).toBeNull();
  });

  test('drawn answers are asked about until they are labelled', () => {
    const [item] = many(1, 'perturb');
    if (item === undefined) throw new Error('a case');
    const output = outputDigest({ text: 'x' });
    const trial = { ...completed(item.id), output: { text: 'x' } };
    const answers = runAnswers({ trials: new Map([[trialKey(trial), trial]]) });
    const drawing = { ...draw(40).drawing, items: [{ caseId: item.id, output, pi: 0.5 }] };
    const sources = { suite: 's', cases: [item], candidate: { run: 'r', answers }, baseline: null };
    const asked = { by: 'Ann', overlap: false };
    expect(drawnOutputs({ ...sources, labels: [] }, drawing, asked)).toMatchObject([
      { digest: output, selection: { plan: 'active', pi: 0.5 } },
    ]);
    expect(drawnOutputs({ ...sources, labels: [scores(item, output, 1)] }, drawing, asked)).toEqual([]);
  });

  test('judges of one mind are sure, and rules are no judges', () => {
    const vote = (code: 'validity' | null) => ({ ...lineaged, status: 'accepted', code }) as const;
    const rule = { ...vote(null), lineage: null };
    expect(opinionOfCase([rule, vote(null), vote('validity')])).toEqual({ share: 0.5, uncertainty: 0.25 });
    expect(opinionOfCase([rule, vote(null)])).toEqual({ share: 1, uncertainty: 0 });
    expect(opinionOfCase([rule])).toBeNull();
    expect(opinionOfOutput(completed('c', 0, 0.5).scores)).toEqual({ share: 0.5, uncertainty: 0.25 });
  });
});
