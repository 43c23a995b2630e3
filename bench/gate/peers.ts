import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.ts';
import { passFailTest } from '../../gate/pass-fail-test.ts';
import { nonInferiorityFloor } from '../../stats/planning.ts';

/**
 * The same simulated paired runs through heldout's rule, a plain threshold, and the Python gates `statgate` and `evalsig`:
 * this writes the runs to a file and prints its own rows; `peers.py` reads the file and prints theirs.
 * Run it with `npm run bench:gates -- --runs FILE`, then in a virtual environment `python bench/gate/peers.py FILE`.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string' }, repetitions: { type: 'string', default: '100' } },
});
const repetitions = z.coerce.number().int().min(1).parse(values.repetitions);
const [margin, alphaPass, failLevel, churn, largest] = [0.05, 0.05, 0.004, 0.04, 8];

interface Run {
  readonly kind: 'independent' | 'families';
  readonly truth: 'at the margin' | 'equal' | 'three margins';
  readonly n: number;
  /** Candidate minus baseline. */
  readonly differences: readonly number[];
  readonly clusters: readonly string[];
}
const losses = { 'at the margin': margin, equal: 0, 'three margins': 3 * margin } as const;

function draw(kind: Run['kind'], truth: Run['truth'], n: number, random: Random): Run {
  const loss = losses[truth];
  const differences: number[] = [];
  const clusters: string[] = [];
  for (let family = 0; differences.length < n; family += 1) {
    const isBroken = kind === 'families' && random.chance(loss);
    const size = kind === 'families' ? Math.min(random.integer(1, largest), n - differences.length) : 1;
    for (let i = 0; i < size; i += 1) {
      const isLost = isBroken || (kind === 'independent' && random.chance(loss));
      const other = random.chance(churn) ? (random.chance(0.5) ? 1 : -1) : 0;
      differences.push(isLost ? -1 : other);
      clusters.push(`f${family}`);
    }
  }
  return { kind, truth, n, differences, clusters };
}

type Verdict = 'pass' | 'fail' | 'open';
const rules: Readonly<Record<string, (run: Run) => Verdict>> = {
  heldout({ differences, clusters }) {
    const test = passFailTest({ values: differences, clusters, second: null });
    if (test === null) return 'open';
    if (test.pAtLeast(-margin) <= failLevel) return 'fail';
    const isAboveFloor = test.estimate > 0 || test.effectiveN >= nonInferiorityFloor(margin, alphaPass);
    return isAboveFloor && test.pAtMost(-margin) <= alphaPass ? 'pass' : 'open';
  },
  threshold: ({ differences, n }) =>
    differences.reduce((sum, value) => sum + value, 0) / n < -margin ? 'fail' : 'pass',
};

const lines: string[] = [];
const runs: Run[] = [];
for (const kind of ['independent', 'families'] as const) {
  for (const n of [50, 150, 400]) {
    for (const truth of ['at the margin', 'equal', 'three margins'] as const) {
      const own = Array.from({ length: repetitions }, (_, i) =>
        draw(kind, truth, n, createRandom(`${kind}/${n}/${truth}/${i}`)),
      );
      runs.push(...own);
      for (const [name, rule] of Object.entries(rules)) {
        const verdicts = own.map(rule);
        const share = (verdict: Verdict) =>
          `${((100 * verdicts.filter((one) => one === verdict).length) / repetitions).toFixed(0)} %`;
        lines.push(`| ${[kind, n, truth, name, share('pass'), share('fail'), share('open')].join(' | ')} |`);
      }
    }
  }
}
console.log(
  '| cases | n | truth | gate | PASS | FAIL | neither |\n| --- | --: | --- | --- | --: | --: | --: |',
);
console.log(lines.join('\n'));
if (values.runs !== undefined)
  writeFileSync(values.runs, runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
