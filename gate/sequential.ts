import type { GateDecision, SequentialResult } from '../core/gate-decision.ts';
import { criticalMargins } from './critical-margins.ts';
import { type DecisionPolicy, decide } from './decide.ts';
import type { LookRule } from './estimate.ts';
import { lookOrder, type OrderedCase } from './look-order.ts';
import type { PairedCase } from './paired-case.ts';
import { slicesOf } from './slices.ts';
import { weightedSlices } from './weighted-index.ts';

/** Looks of the O'Brien-Fleming rule, after equal shares of the clusters. */
const obfLooks = 4;

/** The rules under which a gate may decide before every case is scored. */
export type SequentialRule = SequentialResult['rule'];

/** Groups of cases in their fixed order, and the numbers of finished groups after which one looks. */
export interface LookPlan<Item> {
  readonly rule: SequentialRule;
  readonly groups: readonly (readonly Item[])[];
  readonly looks: readonly number[];
}

/** Fixes the order and the looks, before anything is scored. */
export function planLooks<Item extends OrderedCase>(
  cases: readonly Item[],
  rule: SequentialRule,
  seed: number,
): LookPlan<Item> {
  const groups = lookOrder(cases, seed, rule === 'eprocess');
  const all = Array.from({ length: groups.length }, (_, i) => i + 1);
  const quarters = Array.from({ length: obfLooks }, (_, i) =>
    Math.ceil(((i + 1) * groups.length) / obfLooks),
  );
  return { rule, groups, looks: rule === 'eprocess' ? all : quarters };
}

/** What the first look that decides says, or else the last that could be taken. */
export interface LookDecision {
  readonly decision: GateDecision;
  /** The cases that it rests on. */
  readonly cases: readonly PairedCase[];
  readonly rule: LookRule;
  /** 1-based. */
  readonly look: number;
  /** Nothing that is still to come could bring a verdict. */
  readonly isHopeless: boolean;
}

/**
 * Decides on the finished groups at the start of the order: at the first look at which the gate passes or fails, else at
 * the last one. A wager that was won stays won, so the first such look is found by halving. Null before the first look.
 */
export function decideAtLooks(
  plan: LookPlan<PairedCase>,
  finished: number,
  policy: DecisionPolicy,
): LookDecision | null {
  const isLast = (groups: number) => groups === plan.groups.length;
  const open = plan.looks.filter(
    (groups) => groups <= finished && (isLast(groups) || hasRealCase(plan, groups)),
  );
  if (open.length === 0) return null;
  const at = (look: number) => decideAt(plan, look, policy);
  const last = plan.looks.indexOf(open.at(-1) ?? 0);
  const from = plan.looks.indexOf(open[0] ?? 0);
  if (plan.rule === 'obf') {
    for (let look = from; look < last; look += 1) {
      const found = at(look);
      if (found.decision.status !== 'inconclusive') return found;
    }
    return curtailed(plan, at(last), finished, policy);
  }
  let high = at(last);
  if (high.decision.status === 'inconclusive') return curtailed(plan, high, finished, policy);
  let [low, top] = [from - 1, last];
  while (top - low > 1) {
    const middle = (low + top) >> 1;
    const found = at(middle);
    if (found.decision.status === 'inconclusive') low = middle;
    else [top, high] = [middle, found];
  }
  return high;
}

function decideAt(plan: LookPlan<PairedCase>, look: number, policy: DecisionPolicy): LookDecision {
  const cases = plan.groups.slice(0, plan.looks[look]).flat();
  const { seen, unseen } = splitBySeen(plan.groups.flat(), cases, policy);
  const rule = ruleAt(plan, look);
  const found = decide(cases, { ...seen, rule });
  const decision = found.status === 'pass' ? withUnseen(found, unseen) : found;
  return { decision, cases, rule, look: look + 1, isHopeless: false };
}

/** A policy asks for slices and shares that may have no case among the first. */
function splitBySeen(
  all: readonly PairedCase[],
  cases: readonly PairedCase[],
  policy: DecisionPolicy,
): { readonly seen: DecisionPolicy; readonly unseen: readonly string[] } {
  const isGating = ({ origin }: PairedCase) => origin === 'real' || policy.roles.synthetic === 'gate';
  const margins = criticalMargins(policy.critical, slicesOf(all.filter(isGating), policy.tags));
  const { index, ...others } = policy;
  const strata = index === undefined ? [] : weightedSlices(index.shares, slicesOf(all, []));
  const named = new Set(slicesOf(cases, policy.tags).map(({ name }) => name));
  const critical = Object.fromEntries([...margins].filter(([name]) => named.has(name)));
  const missing = strata.map(({ slice }) => slice.name).filter((name) => !named.has(name));
  const unseen = [...margins.keys()].filter((name) => !named.has(name));
  const hasIndex = index !== undefined && missing.length === 0;
  return {
    seen: { ...others, critical, ...(hasIndex ? { index } : {}) },
    unseen: [...unseen, ...(index?.role === 'gate' ? missing : [])],
  };
}

function withUnseen(decision: GateDecision, unseen: readonly string[]): GateDecision {
  const reason = 'no case of it has been scored yet';
  const checks = unseen.map((name) => ({ name, status: 'inconclusive' as const, reason }));
  const [first, ...rest] = checks;
  if (first === undefined) return decision;
  return { ...decision, status: 'inconclusive', checks: [first, ...rest, ...decision.checks] };
}

/** How the tests of a look are read; `look` is 0-based. */
export function ruleAt({ rule, groups, looks }: LookPlan<PairedCase>, look: number): LookRule {
  if (rule === 'obf') return { kind: 'look', look: look + 1, looks: looks.length };
  const stepOf = new Map(groups.flatMap((own, step) => own.map((item) => [item.cluster, step] as const)));
  return { kind: 'wager', steps: { stepOf, largest: Math.max(...groups.map((own) => own.length)) } };
}

function hasRealCase(plan: LookPlan<PairedCase>, groups: number): boolean {
  return plan.groups.slice(0, groups).some((own) => own.some((item) => item.origin === 'real'));
}

/**
 * Whether the rest could still bring a verdict: with every case of it a gain PASS, with every case a loss FAIL. Told for
 * pass or fail by rules only, whose tests rise with every gain, and once half is finished: before, the rest decides.
 * Looks are held against their last one, with each case a cluster of its own, so that nothing holds a verdict back that
 * the rest might not show.
 */
function curtailed(
  plan: LookPlan<PairedCase>,
  found: LookDecision,
  finished: number,
  policy: DecisionPolicy,
): LookDecision {
  const [seen, rest] = [plan.groups.slice(0, finished), plan.groups.slice(finished)];
  if (rest.length === 0 || rest.length > seen.length) return found;
  const isCounted = seen
    .flat()
    .every(
      ({ candidate, baseline, withoutFamily }) =>
        withoutFamily === undefined && Number.isInteger((candidate ?? 0) - (baseline ?? 0)),
    );
  if (!isCounted || policy.index !== undefined) return found;
  const filled = (candidate: 0 | 1) => {
    const groups = [
      ...seen,
      ...rest.map((own) => own.map((item) => ({ ...item, candidate, baseline: 1 - candidate }))),
    ];
    const whole = { ...plan, groups: plan.rule === 'obf' ? groups.flat().map(alone) : groups };
    return decide(whole.groups.flat(), { ...policy, rule: ruleAt(whole, plan.looks.length - 1) }).status;
  };
  const isHopeless = filled(1) === 'inconclusive' && filled(0) === 'inconclusive';
  return { ...found, isHopeless };
}

function alone({ secondCluster: _, ...item }: PairedCase): readonly PairedCase[] {
  return [{ ...item, cluster: item.caseId }];
}
