import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { GateStatus } from '../../core/gate-decision.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { criticalMargins } from '../../gate/critical-margins.ts';
import { type DecisionPolicy, decide } from '../../gate/decide.ts';
import { lookOrder } from '../../gate/look-order.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { planLooks, ruleAt, type SequentialRule } from '../../gate/sequential.ts';
import { slicesOf } from '../../gate/slices.ts';
import { exampleCases } from './example-cases.ts';
import { quickStatus } from './quick-status.ts';

/**
 * How often each rule finds a loss that was planted in the real cases of example 01, and how many calls of the target it
 * takes. Run it with `npm run bench:power`, after `heldout generate examples/01-email-triage/suite.yaml`; with
 * `-- --independent` as if each case were a cluster of its own, at margin .05, and without critical slices.
 */
const { values } = parseArgs({
  options: {
    repetitions: { type: 'string', default: '100' },
    cases: { type: 'string', default: '2000' },
    independent: { type: 'boolean', default: false },
  },
});
const whole = z.coerce.number().int().min(1);
const repetitions = whole.parse(values.repetitions);
const wanted = whole.parse(values.cases);

/** A loss on one slice or on all cases; on `churn` of the others the models differ, gains and losses alike. */
interface Planted {
  readonly name: string;
  readonly loss: number;
  readonly churn: number;
  readonly isHit: (item: PairedCase) => boolean;
}
const all = () => true;
const inQuoted = ({ tags }: PairedCase) => tags.includes('quoted');
function plant(cases: readonly PairedCase[], { loss, churn, isHit }: Planted, random: Random) {
  return cases.map((item) => {
    if (isHit(item) && random.chance(loss)) return { ...item, candidate: 0 };
    if (!random.chance(churn)) return item;
    return random.chance(0.5) ? { ...item, candidate: 0 } : { ...item, baseline: 0 };
  });
}

interface Outcome {
  readonly status: GateStatus;
  readonly calls: number;
}
type Rule = (cases: readonly PairedCase[], policy: DecisionPolicy) => Outcome;

/** The plain rule of other tools: no worse than the margin in what was seen, on all cases and on each slice. */
const threshold: Rule = (cases, policy) => {
  const meanOf = (own: readonly PairedCase[]) =>
    own.reduce((sum, item) => sum + (item.candidate ?? 0) - (item.baseline ?? 0), 0) / own.length;
  const slices = slicesOf(cases, policy.tags);
  const margins = criticalMargins(policy.critical, slices);
  const isWorse =
    meanOf(cases) < -policy.margin.real ||
    slices.some((slice) => meanOf(slice.cases) < -(margins.get(slice.name) ?? policy.margin.real));
  return { status: isWorse ? 'fail' : 'pass', calls: cases.length };
};
const fixed: Rule = (cases, policy) => ({ status: quickStatus(cases, policy), calls: cases.length });
/** The first look that decides; wagers that were won stay won, so theirs is found by halving. */
const looking =
  (rule: SequentialRule): Rule =>
  (cases, policy) => {
    const plan = planLooks(cases, rule, policy.seed);
    const at = (look: number) => {
      const seen = plan.groups.slice(0, plan.looks[look]).flat();
      return { status: quickStatus(seen, policy, ruleAt(plan, look)), calls: seen.length };
    };
    const last = plan.looks.length - 1;
    if (rule === 'obf') {
      const found = plan.looks.map((_, look) => look).find((look) => at(look).status !== 'inconclusive');
      return at(found ?? last);
    }
    if (at(last).status === 'inconclusive') return at(last);
    let [low, high] = [-1, last];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (at(middle).status === 'inconclusive') low = middle;
      else high = middle;
    }
    return at(high);
  };
const rules: Readonly<Record<string, Rule>> = {
  threshold,
  'fixed n': fixed,
  obf: looking('obf'),
  eprocess: looking('eprocess'),
};

/** So many real cases, whole clusters drawn at random. */
function realCases(cases: readonly PairedCase[]): readonly PairedCase[] {
  const own: PairedCase[] = [];
  const real = cases.filter(({ origin }) => origin === 'real');
  for (const group of lookOrder(real, 1, false)) {
    if (own.length >= wanted) break;
    own.push(...group);
  }
  return own;
}

const example = await exampleCases();
const isPlain = values.independent;
const cases = realCases(example.cases).map((item) => (isPlain ? { ...item, cluster: item.caseId } : item));
const policy: DecisionPolicy = isPlain
  ? { ...example.policy, margin: { real: 0.05, synthetic: 0.05 }, critical: {} }
  : example.policy;
const scenarios: readonly Planted[] = [
  { name: 'equal, .02 differ', loss: 0, churn: 0.02, isHit: all },
  { name: 'equal, .04 differ', loss: 0, churn: 0.04, isHit: all },
  ...[0.02, 0.05, 0.1].flatMap((loss) => [
    { name: `${100 * loss} points on all`, loss, churn: 0.04, isHit: all },
    { name: `${100 * loss} points on #quoted`, loss, churn: 0.04, isHit: inQuoted },
  ]),
  { name: 'three margins on all', loss: isPlain ? 0.15 : 0.09, churn: 0.04, isHit: all },
];

console.log(`${cases.length} real cases of example 01, margin ${policy.margin.real}, ${repetitions} times\n`);
console.log('| planted | rule | FAIL | PASS | not shown | calls | as fixed n |');
console.log('| --- | --- | --: | --: | --: | --: | --: |');
for (const scenario of scenarios) {
  const drawn = Array.from({ length: repetitions }, (_, i) =>
    plant(cases, scenario, createRandom(`${scenario.name}/${i}`)),
  );
  const [first] = drawn;
  if (first !== undefined && quickStatus(first, policy) !== decide(first, policy).status)
    throw new Error('the quick verdict is not the gate’s');
  const asFixed = drawn.map((own) => fixed(own, policy).status);
  for (const [name, rule] of Object.entries(rules)) {
    const found = drawn.map((own) => rule(own, policy));
    const share = (count: number) => `${((100 * count) / repetitions).toFixed(0)} %`;
    const count = (status: GateStatus) => share(found.filter((one) => one.status === status).length);
    const calls = found.reduce((sum, one) => sum + one.calls, 0) / repetitions / cases.length;
    const agreeing = share(found.filter(({ status }, i) => status === asFixed[i]).length);
    const cells = [scenario.name, name, count('fail'), count('pass'), count('inconclusive')];
    console.log(`| ${[...cells, share(calls * repetitions), agreeing].join(' | ')} |`);
  }
}
