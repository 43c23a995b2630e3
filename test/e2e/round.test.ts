import { expect, test } from 'vitest';
import { HeldoutError } from '../../core/errors.ts';
import { readRounds } from '../../datasets/rounds.ts';
import { generate } from '../../pipeline/generate.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { type RoundOptions, round } from '../../pipeline/round.ts';
import { newestCandidate } from '../../pipeline/running/find-runs.ts';
import { queueProject } from '../fixtures/rounds/queue-project.ts';
import { target } from './cli.ts';

/** Mends refunds, and breaks what is in capitals. */
const traded = target(
  'if (text === text.toUpperCase()) return { text: "?" }; return { text: /invoice/i.test(text) ? "billing" : "outage" };',
);

test('rounds: filled, measured on old, new and probe cases, and told whether it helped and what it cost', async () => {
  const folder = queueProject({ 'traded.mjs': traded });
  await generate(await loadSuite('suite.yaml', folder));
  const turn = async (name: string, more: Partial<RoundOptions> = {}) =>
    round(await loadSuite('suite.yaml', folder), {
      target: `module:./${name}.mjs`,
      workingFolder: folder,
      heldout: 0,
      train: 0,
      ...more,
    });
  const first = await turn('weak', { heldout: 40, train: 20 });
  expect(first).toMatchObject({ result: null, filled: { record: { round: 1 } } });

  // The same model again is no round.
  const again = await turn('weak').catch((error: unknown) => error);
  expect(again instanceof HeldoutError && again.problems[0].message).toContain('round 1 was filled for');

  const second = await turn('good');
  expect(second.result).toMatchObject({ round: 1, helped: 'yes', run: second.run });
  const slices = second.result?.slices ?? [];
  const of = (set: string, name: string) => slices.find((slice) => slice.set === set && slice.name === name);
  // 25 of 100 probe rows ask for a refund: all wrong before, all right after.
  expect(of('probe', 'real/#refund')).toMatchObject({
    n: 25,
    before: 0,
    after: 1,
    difference: 1,
    status: 'better',
  });
  expect(of('old', 'real/#refund')).toMatchObject({ n: 40, isAimed: true, pGain: null });
  expect(of('new', 'synthetic')?.n).toBe(first.filled?.heldout.reduce((sum, { made }) => sum + made, 0));
  expect(slices.filter(({ status }) => status === 'worse')).toEqual([]);

  const third = await turn('traded');
  expect(third.result?.helped).toBe('yes');
  const worse = (third.result?.slices ?? []).filter(({ status }) => status === 'worse');
  expect(worse.map(({ name }) => name)).toContain('synthetic/queue/shouting');
  expect(third.history.map(({ round: number }) => number)).toEqual([1, 1]);

  // On the disk, and never taken for a run of the dataset.
  const loaded = await loadSuite('suite.yaml', folder);
  expect(readRounds(loaded.paths)).toMatchObject({ fills: [{ round: 1 }], results: third.history });
  expect(newestCandidate(loaded)?.id).toBe(third.run);
}, 240_000);
