import { describe, expect, test } from 'vitest';
import { shownMargin } from '../../../gate/cases-missing.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { plan } from '../../../pipeline/plan.ts';
import { test as testSuite } from '../../../pipeline/test.ts';
import { echoProject, project, read, target, write } from '../../e2e/cli.ts';

const suiteOf = (folder: string) => loadSuite('suite.yaml', folder);

/** Rows in clusters of this size. */
const clustered = (n: number, size: number) =>
  Array.from(
    { length: n },
    (_, i) =>
      `${JSON.stringify({ input: `Say w${i}`, expected: `w${i}`, cluster: `c${Math.floor(i / size)}` })}\n`,
  ).join('');

describe('plan', () => {
  test('counts out what independent cases need: 269 at margin .05 where 10 of 99 vary, 59 where nothing does', async () => {
    const folder = project(echoProject(100));
    const [real] = (await plan(await suiteOf(folder), { discordance: 10 / 99 })).sets;
    expect(real).toMatchObject({ n: 100, clusters: 100, margin: 0.05, floor: 59 });
    expect(real?.plans).toMatchObject([{ cases: 269, missing: 169, designEffect: 1 }]);
    const nothing = (await plan(await suiteOf(folder), { discordance: 0 })).sets[0]?.plans[0];
    expect(nothing).toMatchObject({ cases: 59, missing: 0 });
    // 100 cases rule out a loss of 1 − .05^(1/100).
    expect(nothing?.margin).toBeCloseTo(1 - 0.05 ** 0.01, 3);
  });

  test('asks for enough clusters: 59 of four each, though nothing differs', async () => {
    const folder = project({ ...echoProject(40), 'rows.jsonl': clustered(40, 4) });
    const [real] = (await plan(await suiteOf(folder), { discordance: 0 })).sets;
    expect(real).toMatchObject({ n: 40, clusters: 10 });
    expect(real?.plans).toMatchObject([{ cases: 236, missing: 196 }]);
    expect(real?.plans[0]?.margin).toBeCloseTo(1 - 0.05 ** 0.1, 3);
  });

  test('critical slices have their own margin; a name without origin means the origins that there are', async () => {
    const folder = project(echoProject(80, '  critical: { "#loud": 0.1 }\n'));
    const { sets } = await plan(await suiteOf(folder), { discordance: 0 });
    expect(sets.map(({ name, n, margin, floor }) => [name, n, margin, floor])).toEqual([
      ['real', 80, 0.05, 59],
      ['real/#loud', 20, 0.1, 29],
    ]);
  });

  test('by what two runs showed it asks for as many as the gate does', async () => {
    const folder = project({
      ...echoProject(120),
      // One loses w0, w20, w40 …, the other w1, w21, w41 …: six losses and six gains.
      'slips.mjs': target('return { text: Number(/\\d+/.exec(text)[0]) % 20 === 0 ? "?" : text };'),
      'good.mjs': target('return { text: Number(/\\d+/.exec(text)[0]) % 20 === 1 ? "?" : text };'),
    });
    const loaded = await suiteOf(folder);
    const before = await plan(loaded);
    expect(before.basis).toMatchObject({ status: 'assumed' });
    expect(before.sets[0]?.measured).toBeNull();
    const report = await testSuite(loaded, { target: 'module:./slips.mjs', workingFolder: folder });
    const { basis, sets } = await plan(loaded);
    expect(basis).toEqual({ status: 'measured', run: report.run, baseline: report.baseline });
    expect(report.status).toBe('inconclusive');
    expect(sets[0]?.measured?.discordance).toBeCloseTo(0.1, 12);
    expect(report.arms[0].nMore).toBeGreaterThan(100);
    expect(sets[0]?.measured?.missing).toBe(report.arms[0].nMore);
    await expect(plan(loaded, { run: 'nowhere' })).rejects.toThrow(/there is no run nowhere/);
  });

  test('says what more attempts are worth, where both models have made several', async () => {
    const once = project(echoProject(40));
    await testSuite(await suiteOf(once), { target: 'module:./broken.mjs', workingFolder: once });
    expect((await plan(await suiteOf(once))).repeats).toEqual([]);

    // Sure models: cases alone differ.
    const sure = project(echoProject(40, 'run: { repeats: 2 }\n'));
    await testSuite(await suiteOf(sure), { target: 'module:./broken.mjs', workingFolder: sure });
    const [steady] = (await plan(await suiteOf(sure))).repeats;
    expect(steady).toEqual({
      origin: 'real',
      n: 40,
      attempts: { candidate: 2, baseline: 2 },
      noise: 0,
      twice: 0,
      most: 0,
    });
  });

  test('costs: both models answer each missing case once, by their prices', async () => {
    const folder = project(echoProject(50));
    write(folder, {
      'suite.yaml': read(folder, 'suite.yaml').replace(
        /target: .*/,
        'target: { use: "openai:some-tune", lineage: { vendor: none, family: tune }, price: { inputUsd: 100, outputUsd: 1000 } }',
      ),
    });
    const planned = await plan(await suiteOf(folder), { discordance: 0 });
    // Four characters a token: 17, then 6 or 7, then 2 or 3 of them; the module is free.
    const [instructions, input, answer] = [5, 2, 1];
    const each = ((instructions + input) * 100 + answer * 1000) / 1e6;
    expect(planned.perCase).toEqual({ make: null, test: expect.closeTo(each, 9) });
    expect(planned.sets[0]?.plans[0]).toMatchObject({ missing: 9, usd: expect.closeTo(9 * each, 8) });
  });
});

test('today’s cases show the margin that they are enough for', () => {
  const rates = { alphaPass: 0.05, power: 0.8 };
  const basis = { n: 269, variance: 10 / 99, factor: 1, clusterSize: 1, byCluster: false, isCounted: true };
  const shown = shownMargin(basis, rates) ?? Number.NaN;
  expect(shown).toBeLessThanOrEqual(0.05 + 1e-4);
  expect(shown).toBeGreaterThan(0.0485);
  expect(shownMargin({ ...basis, n: 0 }, rates)).toBeNull();
  expect(shownMargin({ ...basis, n: 2, variance: 1 }, rates)).toBeNull();
});
