import { parseArgs } from 'node:util';
import { type Case, cellName } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { allocate, allocateByNeed } from '../../gaps/allocate.ts';
import { lackingCells } from '../../gaps/faults/lacking-cells.ts';
import type { MutantOutcome } from '../../gaps/faults/mutant-outcome.ts';
import { isCaught } from '../../gaps/faults/mutation-score.ts';
import { gapCells } from '../../gaps/gap-cells.ts';
import { weighCells } from '../../gaps/weigh-cells.ts';
import { fillableCells } from '../../pipeline/filling/fillable-cells.ts';
import { survivorsByCell } from '../../pipeline/filling/mutant-needs.ts';
import { observeCases } from '../../pipeline/gaps/observe-cases.ts';
import type { MutationPlan } from '../../pipeline/mutating/plan-mutation.ts';
import { clusteredDifference } from '../../stats/clustered-difference.ts';
import { mean } from '../../stats/mean.ts';
import { tInterval } from '../../stats/t-interval.ts';
import { openExampleMutants } from './example-mutants.ts';

/**
 * Does `fill --by mutants` raise the mutation score by more than as many cases at random, or where the target may be weak?
 * A small set of example 01 is mutated, its made cells are filled with cases that the example's generators made, by each
 * way of dividing the budget, and the same mutants are planted again, and others of a fresh seed that nothing was chosen
 * by. Run it with `npm run bench:mutation-fill`.
 */
const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '6' },
    real: { type: 'string', default: '150' },
    budget: { type: 'string', default: '140' },
  },
});
const started = performance.now();
// Either changes every output that it strikes: no mutant of them is equivalent.
const faults = ['flip-label', 'refuse'];
const budget = Number(values.budget);
const example = await openExampleMutants();
const { all, loaded } = example;
const { mutants: chosenBy } = example.plan(faults, 0);
const { mutants: fresh } = example.plan(faults, 1);

/** Cases of the seven made cells that a set starts with, dealt out anew in each draw. */
const sizes = [4, 6, 10, 15, 20, 35, 60];
console.log(`${chosenBy.length} mutants, ${fresh.length} of a fresh seed; ${budget} cases are added`);
await compare();
await example.close();
console.log(`${Math.round((performance.now() - started) / 1000)} s`);

interface Share {
  readonly value: number;
  readonly cluster: string;
}

async function compare(): Promise<void> {
  const given: boolean[] = [];
  const shares = new Map<string, { same: Share[]; fresh: Share[]; cases: number[] }>();
  for (let draw = 0; draw < Number(values.draws); draw++) {
    const random = createRandom(`fill ${draw}`);
    const had = startOf(random);
    const outcomes = await example.outcomesOn(example.subsetOf(had), { mutants: chosenBy });
    given.push(...(await caughtWithTheirNeeds(had, outcomes, random.fork('needs'))));
    for (const [way, parts] of Object.entries(waysOf(had, outcomes, random))) {
      const set = [...had, ...added(had, parts, random)];
      const own = shares.get(way) ?? { same: [], fresh: [], cases: [] };
      shares.set(way, own);
      own.cases.push(set.length);
      own.same.push(...(await sharesOn(set, chosenBy, draw)));
      own.fresh.push(...(await sharesOn(set, fresh, draw)));
    }
    console.error(`${draw + 1} of ${values.draws}`);
  }
  console.log(
    `with as many cases as it was told to need a survivor on one made cell is caught: ${given.filter(Boolean).length} of ${given.length}`,
  );
  console.log('way | cases | same mutants | − at random | fresh mutants | − at random');
  const base = shares.get('at random');
  for (const [way, own] of shares) {
    const columns = [base?.same ?? [], base?.fresh ?? []].flatMap((against, at) => {
      const some = at === 0 ? own.same : own.fresh;
      return [percent(some), differenceText(some, against)];
    });
    console.log([way, Math.round(mean(own.cases)), ...columns].join(' | '));
  }
}

/** Of each survivor on a made cell alone whether it is caught with the cases that it is told to need, if there are as many. */
async function caughtWithTheirNeeds(
  had: readonly Case[],
  outcomes: readonly MutantOutcome[],
  random: Random,
): Promise<readonly boolean[]> {
  const caught: boolean[] = [];
  for (const [at, { mutant, because, lacking }] of outcomes.entries()) {
    const own = lacking.find(({ name, edgeCase }) => name === mutant.slice && edgeCase !== null);
    const planted = chosenBy[at];
    if (because !== 'cases' || own === undefined || planted === undefined) continue;
    const more = added(had, new Map([[`${own.skill}/${own.edgeCase}`, own.more]]), random);
    if (more.length < own.more) continue;
    const [after] = await example.outcomesOn(example.subsetOf([...had, ...more]), { mutants: [planted] });
    if (after !== undefined) caught.push(isCaught(after));
  }
  return caught;
}

/** How many cases each way would add to each made cell. */
function waysOf(
  had: readonly Case[],
  outcomes: readonly MutantOutcome[],
  random: Random,
): Readonly<Record<string, ReadonlyMap<string, number>>> {
  const ids = new Set(had.map(({ id }) => id));
  const rest = random.shuffle(all.filter((item) => isMade(item) && !ids.has(item.id))).slice(0, budget);
  const drawn = new Map(
    [...groupBy(rest, ({ cell }) => cellName(cell))].map(([name, own]) => [name, own.length]),
  );
  return {
    'nothing added': new Map(),
    'at random': drawn,
    'by gaps': allocate(budget, weakCells(had), 'lcb', 1),
    'by mutants': allocateByNeed(budget, survivorsByCell(lackingCells(outcomes), loaded.suite)),
  };
}

/** The cells as a fill by gaps sees them. */
function weakCells(had: readonly Case[]) {
  const { suite } = loaded;
  const observed = observeCases(example.subsetOf(had).record, had);
  const cells = weighCells(gapCells(observed, suite.slices), observed, {
    goal: null,
    margin: suite.gate.margin,
    alphaPass: suite.gate.alphaPass,
    weightOf: () => 1,
  });
  const made = observed.filter(({ origin }) => origin === 'synthetic');
  const rate = mean(made.map(({ score }) => score));
  const failures = made.filter(({ score }) => score < 1).length;
  const arms = [{ origin: 'synthetic' as const, n: made.length, failures, rate }];
  return fillableCells(loaded, { cells, arms, goal: null });
}

function startOf(random: Random): readonly Case[] {
  const mails = random.shuffle(all.filter((item) => !isMade(item))).slice(0, Number(values.real));
  const cells = random.shuffle([...groupBy(all.filter(isMade), ({ cell }) => cellName(cell)).values()]);
  return [...mails, ...cells.flatMap((cell, at) => random.shuffle(cell).slice(0, sizes[at]))];
}

/** New cases of each cell, drawn from what the generators made; fewer where they made no more. */
function added(had: readonly Case[], parts: ReadonlyMap<string, number>, random: Random): readonly Case[] {
  const ids = new Set(had.map(({ id }) => id));
  const left = groupBy(
    all.filter((item) => isMade(item) && !ids.has(item.id)),
    ({ cell }) => cellName(cell),
  );
  return [...parts].flatMap(([name, n]) =>
    random
      .fork(name)
      .shuffle(left.get(name) ?? [])
      .slice(0, n),
  );
}

async function sharesOn(
  set: readonly Case[],
  mutants: MutationPlan['mutants'],
  draw: number,
): Promise<readonly Share[]> {
  const outcomes = await example.outcomesOn(example.subsetOf(set), { mutants });
  return outcomes.map((outcome) => ({ value: isCaught(outcome) ? 1 : 0, cluster: `${draw}` }));
}

function differenceText(own: readonly Share[], against: readonly Share[]): string {
  const difference = clusteredDifference(own, against);
  if (difference === null || own === against) return '';
  const [low, high] = tInterval(difference, 0.95).map((share) => (100 * share).toFixed(1));
  return `${(100 * difference.estimate).toFixed(1)} (${low} to ${high})`;
}

function percent(shares: readonly Share[]): string {
  return `${(100 * mean(shares.map(({ value }) => value))).toFixed(1)} %`;
}

function isMade({ origin }: Case): boolean {
  return origin === 'synthetic';
}
