import { describe, expect, test } from 'vitest';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { runTwice } from '../../../pipeline/run-twice.ts';
import { echoProject, project, target } from '../../e2e/cli.ts';

/** Answers rightly at first; the second time it fails on every tenth. */
const moody = `const asked = new Map();\n${target(
  'const times = (asked.get(text) ?? 0) + 1; asked.set(text, times); return { text: times === 2 && Number(/\\d+/.exec(text)[0]) % 10 === 0 ? "?" : text };',
)}`;

async function noiseOf(rows: Readonly<Record<string, string>>, ref: string, repeats?: number) {
  const folder = project({ ...rows, 'moody.mjs': moody });
  const loaded = await loadSuite('suite.yaml', folder);
  const options = { target: ref, workingFolder: folder, ...(repeats === undefined ? {} : { repeats }) };
  return runTwice(loaded, options, new AbortController().signal);
}

describe('an A/A run', () => {
  test('measures the flip rate and its standard error, and refuses a margin within the noise', async () => {
    const { noise, problem, trials } = await noiseOf(echoProject(100), 'module:./moody.mjs');
    expect(trials).toMatchObject({ planned: 200, completed: 200 });
    // Ten of 100 differences are −1: variance (10 − 100·.1²)/99, and 2.486475 = z(.95) + z(.8).
    const se = Math.sqrt(9 / 99 / 100);
    expect(noise).toEqual([
      {
        origin: 'real',
        n: 100,
        flipRate: 0.1,
        se: expect.closeTo(se, 9),
        reach: expect.closeTo(2.486475 * se, 6),
        margin: 0.05,
        repeats: 1,
        // (.07497 / .05)² = 2.248
        repeatsNeeded: 3,
      },
    ]);
    expect(problem).toMatchObject({ code: 'AA_TOO_NOISY' });
    expect(problem?.message).toContain('its noise reaches 7.5 points, and the margin is 5.0');
    expect(problem?.hint).toContain('`run.repeats: 3`');
  });

  test('a target that never differs has no noise', async () => {
    const { noise, problem } = await noiseOf(echoProject(20), 'module:./good.mjs');
    expect(noise).toMatchObject([{ n: 20, flipRate: 0, se: 0, reach: 0, repeatsNeeded: 1 }]);
    expect(problem).toBeNull();
  });

  test('draws of several attempts are compared by their means', async () => {
    // The second of three attempts fails on ten: the means 2/3 and 1.
    const { noise, problem } = await noiseOf(echoProject(100), 'module:./moody.mjs', 3);
    expect(noise[0]).toMatchObject({ flipRate: 0.1, repeats: 3, repeatsNeeded: 1 });
    expect(noise[0]?.se).toBeCloseTo(Math.sqrt(9 / 99 / 100) / 3, 9);
    expect(problem).toBeNull();
  });

  test('clusters that flip together inflate it as they do at the gate; one cluster says nothing', async () => {
    // Those of one cluster have the same last digit, so ten of 100 flip together: an ICC of 1, ten alike.
    const together = await noiseOf(
      { ...echoProject(100), 'rows.jsonl': clustered((i) => `c${i % 10}`) },
      'module:./moody.mjs',
    );
    expect(together.noise[0]?.se).toBeCloseTo(Math.sqrt((9 / 99 / 100) * 10), 9);
    const alone = await noiseOf(
      { ...echoProject(100), 'rows.jsonl': clustered(() => 'all') },
      'module:./moody.mjs',
    );
    expect(alone.noise[0]).toMatchObject({ flipRate: 0.1, se: null, reach: null, repeatsNeeded: null });
    expect(alone.problem?.hint).toBe('add cases of other clusters');
  });
});

function clustered(cluster: (index: number) => string): string {
  const line = (i: number) => ({ input: `Say w${i}`, expected: `w${i}`, cluster: cluster(i) });
  return Array.from({ length: 100 }, (_, i) => `${JSON.stringify(line(i))}\n`).join('');
}
