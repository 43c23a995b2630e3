import { parseArgs } from 'node:util';
import type { Case } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { createRandom } from '../../core/random.ts';
import type { MutantOutcome } from '../../gaps/faults/mutant-outcome.ts';
import { isCaught } from '../../gaps/faults/mutation-score.ts';
import type { MutationPlan } from '../../pipeline/mutating/plan-mutation.ts';
import type { RecordedRun } from '../../pipeline/mutating/recorded-run.ts';
import { clusteredDifference } from '../../stats/clustered-difference.ts';
import { mean } from '../../stats/mean.ts';
import { tInterval } from '../../stats/t-interval.ts';
import { openExampleMutants } from './example-mutants.ts';

/**
 * How many planted faults the gate of example 01 catches on sets of 50, 200 and 800 cases: drawn from its own set, every
 * cell by its share, and as many real mails drawn at random. The mutants are those of the whole set, so that a set which
 * holds no case of a slice misses the faults on it. Run it with `npm run bench:mutation`.
 */
const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '3' },
    sizes: { type: 'string', default: '50,200,800' },
    faults: { type: 'string', default: 'flip-label,refuse,drop-negation,truncate,shuffle-sentences' },
  },
});
const draws = Number(values.draws);
const sizes = values.sizes.split(',').map(Number);
const started = performance.now();

const example = await openExampleMutants();
const { all } = example;
const plan = example.plan(values.faults.split(','), 0);
const onAll = await outcomesOn(example.subsetOf(all), plan);
const counted = plan.mutants.filter(({ mutant }) => onAll.get(mutant.name)?.status !== 'equivalent');
console.log(
  `${all.length} cases; ${counted.length} of ${plan.mutants.length} mutants change an output; all cases catch ${percent(rateOn(onAll, counted))}`,
);
console.log('cases | where | mutants | own set | random mails | difference, 95 % interval');
for (const size of sizes) await compare(size);
await example.close();
console.log(`${Math.round((performance.now() - started) / 1000)} s`);

type Outcomes = ReadonlyMap<string, MutantOutcome>;
type Planned = MutationPlan['mutants'];

async function outcomesOn(run: RecordedRun, mutants: Pick<MutationPlan, 'mutants'>): Promise<Outcomes> {
  const outcomes = await example.outcomesOn(run, mutants);
  return new Map(outcomes.map((outcome) => [outcome.mutant.name, outcome]));
}

async function compare(size: number): Promise<void> {
  const seeds = Array.from({ length: draws }, (_, draw) => draw);
  const [own, random]: [Outcomes[], Outcomes[]] = [[], []];
  for (const draw of seeds) {
    own.push(await outcomesOn(example.subsetOf(byCell(size, draw)), { mutants: counted }));
    random.push(await outcomesOn(example.subsetOf(mails(size, draw)), { mutants: counted }));
  }
  const places: Readonly<Record<string, (slice: string | null) => boolean>> = {
    everywhere: (slice) => slice === null,
    'slices of real mails': (slice) => slice?.startsWith('real/') === true,
    'slices of made cases': (slice) => slice?.startsWith('synthetic/') === true,
    'all of these': () => true,
  };
  for (const [where, isThere] of Object.entries(places)) {
    const some = counted.filter(({ mutant }) => isThere(mutant.slice));
    const [first, second] = [own, random].map((outcomes) => sharesOf(outcomes, some));
    if (first === undefined || second === undefined) continue;
    const difference = clusteredDifference(first, second);
    const interval = difference === null ? null : tInterval(difference, 0.95);
    const shown =
      difference === null || interval === null
        ? ''
        : `${points(difference.estimate)} [${interval.map(points).join(', ')}]`;
    const [one, other] = [first, second].map((shares) => percent(mean(shares.map(({ value }) => value))));
    console.log([size, where, some.length, one, other, shown].join(' | '));
  }
}

/** Of each mutant the share of draws that caught it; its strengths in one place are a cluster. */
function sharesOf(outcomes: readonly Outcomes[], some: Planned) {
  return some.map(({ mutant }) => ({
    value: mean(outcomes.map((own) => (isCaughtIn(own, mutant.name) ? 1 : 0))),
    cluster: `${mutant.fault.name} ${mutant.slice}`,
  }));
}

/** So many cases of the example’s own set: of each cell and origin as large a share as it has, by largest remainder. */
function byCell(size: number, draw: number): readonly Case[] {
  const random = createRandom(`own ${draw}`);
  const cells = [...groupBy(all, ({ origin, cell }) => `${origin}/${cell.edgeCase}`).values()];
  const exact = cells.map((cell) => (size * cell.length) / all.length);
  const parts = exact.map(Math.floor);
  const left = size - parts.reduce((sum, part) => sum + part, 0);
  const most = exact.map((share, at) => ({ at, rest: share % 1 })).sort((a, b) => b.rest - a.rest);
  for (const { at } of most.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return cells.flatMap((cell, at) => random.shuffle(cell).slice(0, parts[at]));
}

function mails(size: number, draw: number): readonly Case[] {
  const real = all.filter(({ origin }) => origin === 'real');
  return createRandom(`mails ${draw}`).shuffle(real).slice(0, size);
}

function isCaughtIn(outcomes: Outcomes, name: string): boolean {
  const outcome = outcomes.get(name);
  return outcome !== undefined && isCaught(outcome);
}

function rateOn(outcomes: Outcomes, some: Planned): number {
  return mean(some.map(({ mutant }) => (isCaughtIn(outcomes, mutant.name) ? 1 : 0)));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}
