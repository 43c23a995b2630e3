import { describe, expect, test } from 'vitest';
import type { CanaryResult } from '../../../core/canary.ts';
import { type Candidate, type Case, caseId, inputText, type Verdict } from '../../../core/case.ts';
import { HeldoutError } from '../../../core/errors.ts';
import type { AdmissionContext } from '../../../core/seams.ts';
import { secondOpinion } from '../../../judges/admission/second-opinion.ts';
import { validation } from '../../../judges/admission/validation.ts';
import { label } from '../../../judges/scoring/label.ts';
import { type CanarySettings, canaryBatches } from '../../../pipeline/generation/canary-batches.ts';
import { casePool } from '../../../pipeline/generation/case-pool.ts';
import { isDecided } from '../../../pipeline/generation/is-decided.ts';
import { askModels, type ModelJudge, makePanel, type Panel } from '../../../pipeline/generation/panel.ts';
import { shippedParts } from '../../../pipeline/parts.ts';
import type { CellPlan } from '../../../pipeline/planning/plan-cells.ts';
import { type AskedJudge, allYes, fencedText, scriptedJudge } from '../../fixtures/models/scripted-judge.ts';
import { planted } from '../../fixtures/providers/judge-reply.ts';
import { caseOf, classification, contextOf, labelled, signal } from '../judges/judge-fixtures.ts';

const labels = ['billing', 'access', 'outage'] as const;
const task = classification(...labels);
const scored = label.create({}, { task });
const skill = contextOf().skill;
const edgeCase = contextOf().edgeCase;
const plan = { skill, edgeCase, variants: [], pairs: null } as unknown as CellPlan; // nothing else of a plan is read
const rightLabel = (content: string) => labels.find((one) => content.includes(one)) ?? 'billing';
const context: AdmissionContext = contextOf({
  task,
  score: (item, output, abort) => scored.score(item, output, abort),
});

const looks = ({ kind, ...asked }: AskedJudge) => {
  const content = fencedText({ kind, ...asked });
  if (kind === 'solve') return JSON.stringify({ label: rightLabel(content) });
  const isOff = planted.test(content) || !labels.some((one) => content.includes(one));
  return isOff ? allYes.replace('"valid":"yes"', '"valid":"no"') : allYes;
};
/** Answers well, and finds everything in order. */
const lazy = (asked: AskedJudge) => (asked.kind === 'solve' ? looks(asked) : allYes);

function judging(name: string, reply: (asked: AskedJudge) => string = looks) {
  const model = scriptedJudge(reply, { name });
  const judge: ModelJudge = {
    name: `validation:scripted:${name}`,
    version: '1',
    lineage: model.lineage,
    assesses: true,
    judge: validation(model, (prompt) => prompt),
  };
  return { judge, model };
}
function answering(name: string, answer: (text: string) => string): ModelJudge {
  return {
    name: `second-opinion:module:./${name}.mjs`,
    version: '1',
    lineage: { vendor: 'none', family: name, base: null, teacher: null },
    assesses: false,
    judge: secondOpinion({ call: async (input) => ({ text: answer(inputText(input)) }) }),
  };
}

const realCases = Array.from({ length: 12 }, (_, at) =>
  caseOf(`Ticket ${at} about ${labels[at % 3]}`, { expected: labelled(labels[at % 3] ?? 'billing') }),
);

/** Sends candidates through a panel as `generate` does, so many at a time, and gives what is left. */
async function run(
  judges: readonly ModelJudge[],
  options: Partial<CanarySettings> & {
    readonly n?: number;
    readonly atOnce?: number;
    readonly text?: (at: number) => string;
  } = {},
) {
  const { n = 36, atOnce = 8, text = (at: number) => `Generated ${at} about ${labels[at % 3]}` } = options;
  const pool = options.pool ?? casePool({ heldout: realCases, seeds: [] }, { cases: [], rejects: [] });
  const panel: Panel = makePanel(edgeCase, shippedParts, task, judges);
  const batches = canaryBatches({
    task,
    seed: 0,
    judges,
    pool,
    expected: n,
    realCases: () => realCases,
    contextOf: () => ({ ...context, duplicateOf: (item, cluster) => pool.duplicateOf(item, cluster) }),
    known: [],
    ...options,
  });
  let error: unknown = null;
  try {
    for (let from = 0; from < n; from += atOnce) {
      const chunk = Array.from({ length: Math.min(atOnce, n - from) }, (_, at) => text(from + at)).map(
        (content) =>
          caseOf(content, {
            expected: labelled(rightLabel(content)),
            expectedFrom: 'proposed',
            cluster: content,
          }),
      );
      const verdicts = await Promise.all(
        chunk.map(async (candidate) => {
          const canaries = batches.join({ plan, panel }, candidate.id);
          const asked = canaries.map((canary) => batches.ask(canary, panel, signal()));
          const [said] = await Promise.all([askModels(panel, candidate, context, signal()), ...asked]);
          return said;
        }),
      );
      for (const [at, candidate] of chunk.entries()) record(pool, batches, candidate, verdicts[at] ?? []);
      await batches.finish(signal());
    }
    await batches.finish(signal(), true);
  } catch (thrown) {
    error = thrown;
  }
  return { pool, results: batches.results(), error };
}

function record(
  pool: ReturnType<typeof casePool>,
  batches: ReturnType<typeof canaryBatches>,
  candidate: Case,
  verdicts: readonly Verdict[],
): void {
  const isAccepted = verdicts.at(-1)?.status === 'accepted';
  const made = { ...candidate, origin: 'synthetic' as const, verdicts };
  if (isAccepted) pool.accept(made);
  else pool.reject({ ...made, status: 'rejected', code: verdicts.at(-1)?.code ?? 'rule' });
  batches.settle(isAccepted ? made : null, verdicts);
}

const tell = (results: readonly CanaryResult[]) =>
  results.map(({ by, measure, outcome }) => `${by} ${measure} ${outcome}`).toSorted();

describe('planted among the candidates', () => {
  test('a tenth of a batch, two that an answer shows and two that only looking shows; a copy goes to the rules', async () => {
    const { judge } = judging('a');
    const { results, pool, error } = await run([judge], { n: 72 });
    expect(error).toBe(null);
    expect(tell(results)).toEqual(
      [
        ...Array.from({ length: 4 }, () => 'validation:scripted:a answer caught'),
        ...Array.from({ length: 4 }, () => 'validation:scripted:a assessment caught'),
        ...Array.from({ length: 2 }, () => 'rules rule caught'),
      ].toSorted(),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(10);
    // None of them is a case, a reject or a parent.
    expect(pool.accepted.size + pool.rejects.size).toBe(72);
    const known = new Set(results.filter(({ measure }) => measure !== 'rule').map(({ canary }) => canary));
    for (const id of [...pool.accepted.keys(), ...pool.rejects.keys()]) expect(known).not.toContain(id);
  });

  test('a judge cannot tell them by their questions: the same form, mixed with the others', async () => {
    const { judge, model } = judging('a');
    const { results } = await run([judge], { n: 36, atOnce: 36 });
    const solving = model.asked.filter(({ kind }) => kind === 'solve');
    expect(solving).toHaveLength(40);
    const shapes = new Set(
      solving.map(({ system, user }) => `${system}${user.replace(/mark="(\w+)">[\s\S]*\1/g, '')}`),
    );
    expect(shapes.size).toBe(1);
    const places = solving.flatMap((asked, at) => (fencedText(asked).startsWith('Generated') ? [] : [at]));
    expect(places.length).toBeGreaterThan(0);
    expect(Math.min(...places)).toBeLessThan(36);
    expect(results.length).toBe(5);
  });

  test.each([1, 7, 50])('the same seed plants the same, %i candidates at a time', async (atOnce) => {
    const once = await run([judging('a').judge], { n: 80, atOnce: 8 });
    const again = await run([judging('a').judge], { n: 80, atOnce });
    const sorted = (results: readonly CanaryResult[]) => results.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(sorted(again.results)).toEqual(sorted(once.results));
    const other = await run([judging('a').judge], { n: 80, seed: 1 });
    expect(sorted(other.results)).not.toEqual(sorted(once.results));
  });

  test('without a real case to damage, of those that the batch accepted', async () => {
    const { results, pool } = await run([judging('a').judge], { n: 6, realCases: () => [] });
    expect(results).toHaveLength(5);
    for (const { madeOf } of results) expect(pool.accepted.has(madeOf)).toBe(true);
    const none = await run([judging('a', () => 'prose').judge], { n: 6, realCases: () => [] });
    expect(none.results).toEqual([]); // nothing was accepted, so there is nothing to doubt
  });

  test('a judge that only answers is measured by wrong answers alone', async () => {
    const { results } = await run([answering('own', rightLabel)]);
    expect(tell(results)).toEqual([
      'rules rule caught',
      'second-opinion:module:./own.mjs answer caught',
      'second-opinion:module:./own.mjs answer caught',
    ]);
  });

  test('that the edge case does not show is true of real cases: who has nothing else against a canary has missed it', async () => {
    const { judge } = judging('a', (asked) =>
      asked.kind === 'assess' ? allYes.replace('"edgeCase":"yes"', '"edgeCase":"no"') : looks(asked),
    );
    const { results } = await run([judge]);
    const looked = results.filter(({ measure }) => measure === 'assessment');
    expect(looked.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['missed', null],
      ['missed', null],
    ]);
  });

  test('answers of no use are counted apart', async () => {
    const { judge } = judging('a', (asked) =>
      asked.kind === 'assess' && planted.test(fencedText(asked)) ? 'Hm.' : looks(asked),
    );
    const { results, error } = await run([judge]);
    expect(error).toBe(null);
    expect(results.filter(({ outcome }) => outcome === 'unusable')).toHaveLength(2);
  });
});

describe('a judge that does not look', () => {
  const problemsOf = (error: unknown) => (error instanceof HeldoutError ? error.problems : []);

  test('and accepts everything is found in its first batch; nothing is lost, nothing is admitted', async () => {
    const { pool, error, results } = await run([judging('lazy', lazy).judge], { n: 36 });
    expect(problemsOf(error)).toMatchObject([
      {
        code: 'JUDGE_UNRELIABLE',
        message: expect.stringContaining('the judge scripted:lazy caught 0 of 2 planted errors that looking'),
      },
    ]);
    expect(pool.accepted.size).toBe(0);
    expect(pool.rejects.size).toBe(36);
    for (const { status, code, verdicts } of pool.rejects.values()) {
      expect([status, code]).toEqual(['undecided', 'judge-unreliable']);
      expect(verdicts.map(({ by }) => by)).toEqual(['validation:scripted:lazy', 'canaries']);
    }
    expect(
      results.filter(({ outcome, measure }) => outcome === 'missed' && measure === 'assessment'),
    ).toHaveLength(2);
  });

  test('in a batch of six as well', async () => {
    const { error, pool } = await run([judging('lazy', lazy).judge], { n: 6 });
    expect(problemsOf(error)).toMatchObject([{ code: 'JUDGE_UNRELIABLE' }]);
    expect(pool.accepted.size).toBe(0);
  });

  test('one that only answers and always gives the same answer is found', async () => {
    const parrot = answering('parrot', () => 'billing');
    const { error } = await run([parrot], { n: 400, text: (at) => `Generated ${at} about billing` });
    expect(problemsOf(error)).toMatchObject([{ code: 'JUDGE_UNRELIABLE' }]);
  });

  test('beside one that does look: the word of both is taken back, and the one is named', async () => {
    const { error, pool } = await run([judging('a').judge, judging('lazy', lazy).judge]);
    expect(problemsOf(error)).toMatchObject([{ message: expect.stringContaining('scripted:lazy') }]);
    expect(pool.accepted.size).toBe(0);
  });

  test('was known before: the batches of this run are believed no more than the old ones', async () => {
    const before = await run([judging('lazy', lazy).judge], { n: 36 });
    const missed = before.results.filter(({ outcome }) => outcome === 'missed');
    const again = await run([judging('lazy', looks).judge], { known: missed.slice(0, 1), n: 6 });
    expect(again.error).toBe(null); // 2 of 3 may be 90 %
    const worse = await run([judging('lazy', looks).judge], { known: [...missed, ...others(missed)], n: 6 });
    expect(problemsOf(worse.error)).toMatchObject([{ code: 'JUDGE_UNRELIABLE' }]);
    // Of a judge that is no longer asked nothing follows.
    const replaced = await run([judging('new').judge], { known: [...missed, ...others(missed)], n: 6 });
    expect(replaced.error).toBe(null);
  });

  function others(some: readonly CanaryResult[]): readonly CanaryResult[] {
    return some.map((one) => ({ ...one, id: `${one.id}-2` }));
  }
});

describe('panels', () => {
  const candidate: Candidate = caseOf('Generated about billing', {
    expected: labelled('billing'),
    expectedFrom: 'proposed',
  });
  const refuses = (asked: AskedJudge) =>
    asked.kind === 'solve' ? looks(asked) : allYes.replace('"unambiguous":"yes"', '"unambiguous":"no"');
  const panelOf = (...judges: readonly ModelJudge[]) => makePanel(edgeCase, shippedParts, task, judges);

  test('two agree: the tie-breaker is not asked', async () => {
    const [a, b, c] = [judging('a'), judging('b'), judging('c')];
    const verdicts = await askModels(panelOf(a.judge, b.judge, c.judge), candidate, context, signal());
    expect(verdicts.map(({ by, status }) => [by, status])).toEqual([
      ['validation:scripted:a', 'accepted'],
      ['validation:scripted:b', 'accepted'],
      ['panel', 'accepted'],
    ]);
    expect(verdicts.at(-1)?.withoutFamily).toEqual({ a: 'accepted', b: 'accepted' });
    expect(c.model.asked).toEqual([]);
  });

  test('two split: the third decides, and what each family is worth stays on the case', async () => {
    const [a, b, c] = [judging('a'), judging('b', refuses), judging('c')];
    const verdicts = await askModels(panelOf(a.judge, b.judge, c.judge), candidate, context, signal());
    expect(verdicts.map(({ by, code }) => [by, code])).toEqual([
      ['validation:scripted:a', null],
      ['validation:scripted:b', 'ambiguous'],
      ['validation:scripted:c', null],
      ['panel', null],
    ]);
    expect(verdicts.at(-1)).toMatchObject({
      status: 'accepted',
      withoutFamily: { a: 'undecided', b: 'accepted', c: 'undecided' },
    });
  });

  test('two split and there is no third: people decide', async () => {
    const verdicts = await askModels(
      panelOf(judging('a').judge, judging('b', refuses).judge),
      candidate,
      context,
      signal(),
    );
    expect(verdicts.at(-1)).toMatchObject({ by: 'panel', status: 'undecided', code: 'judges-split' });
  });

  test('one judge stands alone, four must agree, and the fifth breaks their tie', () => {
    const of = (n: number) => panelOf(...Array.from({ length: n }, (_, at) => judging(`j${at}`).judge));
    const sizes = [0, 1, 2, 3, 4, 5].map((n) => [of(n).voters.length, of(n).tieBreaker?.name ?? null]);
    expect(sizes).toEqual([
      [0, null],
      [1, null],
      [2, null],
      [2, 'validation:scripted:j2'],
      [4, null],
      [4, 'validation:scripted:j4'],
    ]);
  });

  test('a tie-breaker is measured in the batches in which it was asked, and in no others', async () => {
    const shy = (asked: AskedJudge) =>
      fencedText(asked).startsWith('Generated 3 ') ? refuses(asked) : looks(asked);
    const split = await run([judging('a').judge, judging('b', shy).judge, judging('c').judge], { n: 36 });
    const never = await run([judging('a').judge, judging('b').judge, judging('c').judge], { n: 36 });
    const ofC = (results: readonly CanaryResult[]) =>
      results.filter(({ by }) => by === 'validation:scripted:c');
    expect(ofC(split.results)).toHaveLength(4);
    expect(ofC(never.results)).toEqual([]);
  });
});

describe('a candidate that was refused before', () => {
  const panel = (...judges: readonly ModelJudge[]) => makePanel(edgeCase, shippedParts, task, judges);
  const reject = (
    code: 'validity' | 'judges-split' | 'judge-unusable' | 'judge-unreliable' | 'length',
    ...by: readonly string[]
  ) => ({
    ...caseOf('x'),
    status: 'rejected' as const,
    code,
    verdicts: by.map(
      (name): Verdict => ({
        status: 'rejected',
        code,
        reason: '',
        by: name,
        version: '1',
        lineage:
          name === 'length' || name === 'panel'
            ? null
            : { vendor: 'none', family: name, base: null, teacher: null },
      }),
    ),
  });
  const [a, b, c] = ['a', 'b', 'c'].map((name) => judging(name).judge);
  if (a === undefined || b === undefined || c === undefined) throw new Error('three judges');

  test.each([
    ['by a rule: by any panel', reject('length', 'length'), panel(a), true],
    ['by these judges', reject('validity', 'length', a.name), panel(a), true],
    ['by these two', reject('validity', a.name, b.name, 'panel'), panel(a, b), true],
    ['by another judge', reject('validity', b.name), panel(a), false],
    ['by one, where two are asked now', reject('validity', a.name), panel(a, b), false],
    ['by two, of which one is left', reject('validity', a.name, b.name, 'panel'), panel(a), false],
    [
      'by two who split, and a third is there now',
      reject('judges-split', a.name, b.name, 'panel'),
      panel(a, b, c),
      false,
    ],
    [
      'by two who split, and a third who could not settle it',
      reject('judges-split', a.name, b.name, c.name, 'panel'),
      panel(a, b, c),
      true,
    ],
    [
      'by two who agreed, and a third is there now',
      reject('validity', a.name, b.name, 'panel'),
      panel(a, b, c),
      true,
    ],
    ['by nobody in the end', reject('judge-unusable', a.name), panel(a), false],
    ['by a judge that was not believed', reject('judge-unreliable', a.name), panel(a), false],
  ])('%s: %s', (_name, before, current, expected) => {
    expect(isDecided(before, current)).toBe(expected);
  });

  test('another version or other prompts are another judge; what nobody refused is open', () => {
    expect(isDecided(reject('validity', a.name), panel({ ...a, version: '2' }))).toBe(false);
    expect(isDecided(undefined, panel(a))).toBe(false);
    expect(caseId(caseOf('x'))).toBe(reject('validity').id);
  });
});
