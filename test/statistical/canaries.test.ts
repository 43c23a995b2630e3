import { afterAll, describe, expect, test } from 'vitest';
import type { CanaryMeasure } from '../../core/canary.ts';
import type { Candidate } from '../../core/case.ts';
import { HeldoutError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import { operators } from '../../judges/admission/canaries/index.ts';
import { catchRateOf } from '../../judges/admission/catch-rate.ts';
import { canaryBatches } from '../../pipeline/generation/canary-batches.ts';
import { casePool } from '../../pipeline/generation/case-pool.ts';
import type { ModelJudge } from '../../pipeline/generation/panel.ts';
import type { CellPlan } from '../../pipeline/planning/plan-cells.ts';
import { caseOf, classification, contextOf, labelled, signal } from '../unit/judges/judge-fixtures.ts';

const labels = ['billing', 'access', 'outage'] as const;
const task = classification(...labels);
const realCases = Array.from({ length: 12 }, (_, at) =>
  caseOf(`Ticket ${at}`, { expected: labelled(labels[at % 3] ?? 'billing') }),
);
const { skill, edgeCase } = contextOf();
const plan = { skill, edgeCase, variants: [], pairs: null } as unknown as CellPlan; // nothing else of a plan is read
const batchOf = 36;

/** How surely a judge sees planted errors of each measure. */
type Sensitivity = Readonly<Record<Exclude<CanaryMeasure, 'rule'>, number>>;

/** A judge that sees a planted error with a known probability, each by itself. */
function judging(sensitivity: Sensitivity, seed: number): ModelJudge {
  const random = createRandom(seed).fork('judge');
  const sees = ({ provenance }: Candidate) => {
    const by = provenance.kind === 'generated' ? provenance.by : '';
    const measure = operators.find(({ name }) => by === `canary:${name}`)?.measure ?? 'rule';
    return measure !== 'rule' && random.chance(sensitivity[measure]);
  };
  return {
    name: 'validation:scripted:a',
    version: '1',
    lineage: { vendor: 'none', family: 'a', base: null, teacher: null },
    assesses: true,
    judge: {
      assess: async (candidate) =>
        sees(candidate)
          ? { status: 'rejected', code: 'validity', reason: '' }
          : { status: 'accepted', code: null, reason: '' },
    },
  };
}

/** So many batches before a judge; gives what it caught, and after how many it was not believed, if ever. */
async function run(sensitivity: Sensitivity, batches: number, seed: number) {
  const judge = judging(sensitivity, seed);
  const panel = { rules: [], voters: [judge], tieBreaker: null };
  const pool = casePool({ heldout: [], seeds: [] }, { cases: [], rejects: [] });
  const mixed = canaryBatches({
    task,
    seed,
    judges: [judge],
    pool,
    expected: batches * batchOf,
    realCases: () => realCases,
    contextOf: () => contextOf({ task }),
    known: [],
  });
  let stopped: number | null = null;
  for (let batch = 0; batch < batches; batch++) {
    for (let at = 0; at < batchOf; at++) {
      for (const canary of mixed.join({ plan, panel }, `${batch}/${at}`))
        await mixed.ask(canary, panel, signal());
      mixed.settle(null, []);
    }
    try {
      await mixed.finish(signal());
    } catch (error) {
      if (!(error instanceof HeldoutError)) throw error;
      // The rules of this panel let every copy through, which is told too.
      if (error.problems.some(({ message }) => message.includes('the judge'))) stopped ??= batch + 1;
    }
  }
  return { results: mixed.results().filter(({ measure }) => measure !== 'rule'), stopped };
}

const lines: string[] = [];
afterAll(() => console.log(['planted errors, seeded repetitions', ...lines].join('\n')));

describe('the reported catch rate covers the true one', () => {
  test.each([0.7, 0.9, 0.96])('sensitivity %f: in at least 93 % of 1000 runs at 95 %%', async (truth) => {
    let covered = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const { results } = await run({ answer: truth, assessment: truth }, 5, seed);
      expect(results).toHaveLength(20);
      const { interval } = catchRateOf(results);
      if (interval !== null && interval[0] <= truth && truth <= interval[1]) covered++;
    }
    lines.push(`coverage at sensitivity ${truth}, 20 planted: ${(covered / 10).toFixed(1)} %`);
    expect(covered).toBeGreaterThanOrEqual(930);
  });
});

describe('who is believed, over 25 batches', () => {
  const stops = async (sensitivity: Sensitivity, runs: number) => {
    const stopped = [];
    for (let seed = 0; seed < runs; seed++) stopped.push((await run(sensitivity, 25, seed)).stopped);
    const found = stopped.filter((at) => at !== null);
    const told = Object.entries(sensitivity).map(([measure, share]) => `${measure} ${share}`);
    const mean = found.reduce((sum, at) => sum + at, 0) / Math.max(1, found.length);
    lines.push(
      `${told.join(', ')}: not believed in ${found.length} of ${runs} runs, after ${mean.toFixed(1)} batches on average`,
    );
    return found;
  };

  test('a judge that catches 98 %: nearly always', async () => {
    expect((await stops({ answer: 0.98, assessment: 0.98 }, 200)).length).toBeLessThanOrEqual(4);
  });

  test('one that catches just 90 %: about one run in eight is stopped, since every batch is a look at the rate', async () => {
    const found = await stops({ answer: 0.9, assessment: 0.9 }, 200);
    expect(found.length).toBeLessThanOrEqual(36);
  });

  test('one that catches 60 %: never', async () => {
    expect(await stops({ answer: 0.6, assessment: 0.6 }, 100)).toHaveLength(100);
  });

  test('one that answers well and never looks: never, from its first batch on', async () => {
    expect(await stops({ answer: 1, assessment: 0 }, 50)).toEqual(Array.from({ length: 50 }, () => 1));
  });
});
