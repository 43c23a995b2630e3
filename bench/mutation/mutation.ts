import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Case, CaseInput } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { createRandom } from '../../core/random.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Target } from '../../core/seams.ts';
import { loadDataset } from '../../pipeline/load-dataset.ts';
import { type LoadedSuite, loadSuite } from '../../pipeline/load-suite.ts';
import { judgeMutant } from '../../pipeline/mutating/judge-mutant.ts';
import { performMutant } from '../../pipeline/mutating/perform-mutant.ts';
import { type MutationPlan, planMutation } from '../../pipeline/mutating/plan-mutation.ts';
import { type RecordedRun, recordedRun } from '../../pipeline/mutating/recorded-run.ts';
import { recordedTarget } from '../../pipeline/mutating/recorded-target.ts';
import { openModel } from '../../pipeline/open-model.ts';
import { runTarget } from '../../pipeline/run.ts';
import { chooseTarget } from '../../pipeline/running/choose-target.ts';
import { openScoring } from '../../pipeline/running/open-scoring.ts';
import { clusteredDifference } from '../../stats/clustered-difference.ts';
import { mean } from '../../stats/mean.ts';
import { tInterval } from '../../stats/t-interval.ts';

/**
 * How many planted faults the gate of example 01 catches on sets of 50, 200 and 800 cases: drawn from its own set, every
 * cell by its share, and as many real mails drawn at random. The mutants are those of the whole set, so that a set which
 * holds no case of a slice misses the faults on it. Run it with `npm run bench:mutation`.
 */
const root = path.join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '3' },
    sizes: { type: 'string', default: '50,200,800' },
    faults: { type: 'string', default: 'flip-label,refuse,drop-negation,truncate,shuffle-sentences' },
  },
});
const draws = Number(values.draws);
const sizes = values.sizes.split(',').map(Number);
const signal = new AbortController().signal;
const started = performance.now();

const suite = await loadSuite('examples/01-email-triage/suite.yaml', root);
// A small draw may hold no case of a critical slice; no verdict on a mutant depends on them but PASS.
const loaded: LoadedSuite = {
  ...suite,
  suite: { ...suite.suite, gate: { ...suite.suite.gate, critical: {} } },
};
const data = await loadDataset(loaded);
const all = data.dataset.cases;
const chosen = await chooseTarget(loaded, all, undefined, root);
const { record } = await runTarget(loaded, data, chosen, 'candidate', { resume: true }, signal);
const scoring = await openScoring(loaded, true);
const live = await openModel(loaded, chosen.use, { folder: chosen.from });
const answers = new Map<CaseInput['messages'][number]['content'], Promise<TargetOutput>>();
const target: Target = {
  call(input, abort, id, attempt) {
    const key = input.messages.map(({ content }) => content).join('\0');
    const answer = answers.get(key) ?? live.target.call(input, abort, id, attempt);
    answers.set(key, answer);
    return answer;
  },
};

const whole = subsetOf(all);
const plan = planMutation(loaded, whole, values.faults.split(','), 0);
const onAll = await outcomesOn(whole, plan);
const counted = plan.mutants.filter(({ mutant }) => onAll.get(mutant.name) !== 'equivalent');
console.log(
  `${all.length} cases; ${counted.length} of ${plan.mutants.length} mutants change an output; all cases catch ${percent(rateOn(onAll, counted))}`,
);
console.log('cases | where | mutants | own set | random mails | difference, 95 % interval');
for (const size of sizes) await compare(size);
await live.target.close?.();
await scoring.close();
console.log(`${Math.round((performance.now() - started) / 1000)} s`);

type Outcomes = ReadonlyMap<string, string>;
type Planned = MutationPlan['mutants'];

/** The run as it would be on some of the cases. */
function subsetOf(cases: readonly Case[]): RecordedRun {
  const ids = new Set(cases.map(({ id }) => id));
  const trials = new Map([...record.trials].filter(([, { caseId }]) => ids.has(caseId)));
  const header = { ...record.header, planned: cases.length };
  return recordedRun({ ...record, header, trials }, cases, loaded.suite.task.instructions);
}

/** The status of every mutant on a set; the gate tests what the set holds. */
async function outcomesOn(run: RecordedRun, { mutants }: Pick<MutationPlan, 'mutants'>): Promise<Outcomes> {
  const { test } = planMutation(loaded, run, ['refuse'], 0);
  const outcomes = new Map<string, string>();
  for (const { mutant, strike } of mutants) {
    const around = mutant.fault.at === 'output' ? recordedTarget(run.record.trials) : target;
    const made = await performMutant(run, strike, around, { scoring, concurrency: 8 }, signal);
    outcomes.set(mutant.name, judgeMutant(loaded, run, mutant, made, test).status);
  }
  return outcomes;
}

async function compare(size: number): Promise<void> {
  const seeds = Array.from({ length: draws }, (_, draw) => draw);
  const [own, random]: [Outcomes[], Outcomes[]] = [[], []];
  for (const draw of seeds) {
    own.push(await outcomesOn(subsetOf(byCell(size, draw)), { mutants: counted }));
    random.push(await outcomesOn(subsetOf(mails(size, draw)), { mutants: counted }));
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
    value: mean(outcomes.map((own) => (own.get(mutant.name) === 'caught' ? 1 : 0))),
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

function rateOn(outcomes: Outcomes, some: Planned): number {
  return mean(some.map(({ mutant }) => (outcomes.get(mutant.name) === 'caught' ? 1 : 0)));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}
