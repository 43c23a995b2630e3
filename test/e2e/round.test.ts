import pc from 'picocolors';
import { expect, test } from 'vitest';
import { roundResultText } from '../../cli/text/round-text.ts';
import { HeldoutError } from '../../core/errors.ts';
import { readRounds } from '../../datasets/rounds.ts';
import { generate } from '../../pipeline/generate.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { type RoundOptions, round } from '../../pipeline/round.ts';
import { newestCandidate } from '../../pipeline/running/find-runs.ts';
import { queueProject } from '../fixtures/rounds/queue-project.ts';
import { target } from './cli.ts';

const colors = pc.createColors(false);

/** Mends refunds, and breaks what is in capitals. */
const traded = target(
  'if (text === text.toUpperCase()) return { text: "?" }; return { text: /invoice/i.test(text) ? "billing" : "outage" };',
);

/** Mends refunds, and calls every other invoice an outage: nobody declared the invoices as a slice. */
const narrow = target(
  'if (Number(/\\d+$/.exec(text)?.[0] ?? 3) % 4 % 3 !== 0) return { text: "outage" }; return { text: /invoice/i.test(text) ? "billing" : "outage" };',
);

test('rounds: filled, measured on old, new and probe cases, and told whether it helped and what it cost', async () => {
  const folder = queueProject({ 'traded.mjs': traded, 'narrow.mjs': narrow });
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
  // The second target after one fill: the better of two looks better than it is.
  expect(third.notes.join()).toContain('measured with module:./good.mjs before');
  const gainOf = ({ result }: typeof third) =>
    result?.slices.find(({ set, name }) => set === 'probe' && name === 'real/#refund')?.pGain ?? 0;
  expect(gainOf(third)).toBeCloseTo(2 * gainOf(second), 10);
  // New cases are made of the rows that old ones were made of: no gain is told by them.
  const fresh = slices.filter(({ set, isAimed }) => set === 'new' && isAimed);
  expect(fresh.filter(({ pGain }) => pGain !== null)).toEqual([]);

  // A right answer is looked at though nobody declared it, and what may be worse is named.
  const fourth = await turn('narrow');
  const billing = fourth.result?.slices.find(
    ({ set, name }) => set === 'old' && name === 'real/queue=billing',
  );
  expect(billing?.interval?.[1]).toBeLessThan(0);
  const told = fourth.result === null ? '' : roundResultText(fourth.result, colors);
  expect(told.replace(/\s+/g, ' ')).toMatch(/(worse|may be worse): [^*]*real\/queue=billing \(old\)/);
  expect(told).not.toContain('nothing else');

  // On the disk, and never taken for a run of the dataset.
  const loaded = await loadSuite('suite.yaml', folder);
  expect(readRounds(loaded.paths)).toMatchObject({ fills: [{ round: 1 }], results: fourth.history });
  expect(newestCandidate(loaded)?.id).toBe(fourth.run);
}, 240_000);
