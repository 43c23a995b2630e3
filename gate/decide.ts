import type { Origin } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import type { ArmResult, GateCheck, GateDecision, GateStatus, SliceResult } from '../core/gate-decision.ts';
import type { GatePolicy } from '../core/suite.ts';
import { holm } from '../stats/holm.ts';
import { casesMissing } from './cases-missing.ts';
import { criticalMargins } from './critical-margins.ts';
import { type Evidence, weigh } from './evidence.ts';
import type { PairedCase } from './paired-case.ts';
import { reasonFor } from './reason.ts';
import { type Slice, slicesOf } from './slices.ts';

/**
 * FAIL is a union over arms and slices, and the score test is liberal in its far tail: with this share of alphaFail
 * the worst false FAIL, enumerated for every n up to 600, stays at 1.23 % for alphaFail 1 %.
 */
const failShare = 0.4;

/** What the decision needs of a policy. */
export type DecisionPolicy = Pick<
  GatePolicy,
  'margin' | 'alphaPass' | 'alphaFail' | 'power' | 'roles' | 'critical'
> & {
  /** Tags that are slices. */
  readonly tags: readonly string[];
};

interface Weighed {
  readonly evidence: Evidence;
  /** Holm-adjusted; null where nothing could be tested. */
  readonly pFail: number | null;
  readonly status: GateStatus;
}

/**
 * Decides by the paired rule: FAIL where an arm or a declared slice of a gating arm is shown to be worse than its
 * margin (Holm over all of them), else PASS where every gating arm and critical slice is shown to be no worse,
 * else INCONCLUSIVE. Real and synthetic cases are weighed apart and never pooled.
 * Throws NO_REAL_CASES without a real case, and CRITICAL_EMPTY when a critical slice has no case in a gating arm.
 */
export function decide(cases: readonly PairedCase[], policy: DecisionPolicy): GateDecision {
  if (!cases.some((item) => item.origin === 'real')) {
    throw fault(
      'NO_REAL_CASES',
      'a gate needs real cases: synthetic ones alone say nothing about production',
    );
  }
  const isGating = (origin: Origin) => origin === 'real' || policy.roles.synthetic === 'gate';
  const origins = (['real', 'synthetic'] as const).filter((origin) =>
    cases.some((item) => item.origin === origin),
  );
  const gating = judgeGroup(cases, origins.filter(isGating), policy, policy.critical);
  const advisory = judgeGroup(
    cases,
    origins.filter((origin) => !isGating(origin)),
    policy,
    {},
  );
  const slices = [...gating.slices, ...advisory.slices];
  const checks = checksOf(gating.arms, gating.slices);
  const [firstArm, ...otherArms] = [...gating.arms, ...advisory.arms];
  const [firstCheck, ...otherChecks] = checks;
  if (firstArm === undefined || firstCheck === undefined) throw new RangeError('a decision needs an arm');
  return {
    status: verdict(checks),
    checks: [firstCheck, ...otherChecks],
    arms: [firstArm, ...otherArms],
    slices,
  };
}

function verdict(checks: readonly GateCheck[]): GateStatus {
  if (checks.some((check) => check.status === 'fail')) return 'fail';
  return checks.every((check) => check.status === 'pass') ? 'pass' : 'inconclusive';
}

/** Arms of one role with their slices: one Holm family. */
function judgeGroup(
  cases: readonly PairedCase[],
  origins: readonly Origin[],
  policy: DecisionPolicy,
  critical: DecisionPolicy['critical'],
): { readonly arms: readonly ArmResult[]; readonly slices: readonly SliceResult[] } {
  const own = cases.filter((item) => origins.includes(item.origin));
  const slices = slicesOf(own, policy.tags);
  const margins = criticalMargins(critical, slices);
  const marginOf = (slice: Slice) => margins.get(slice.name) ?? policy.margin[slice.origin];
  const armEvidence = origins.map((origin) =>
    weigh(
      own.filter((item) => item.origin === origin),
      policy.margin[origin],
      policy,
    ),
  );
  const sliceEvidence = slices.map((slice) => weigh(slice.cases, marginOf(slice), policy));
  const weighed = adjust([...armEvidence, ...sliceEvidence], policy);
  const arms = origins.flatMap((origin, index) => {
    const item = weighed[index];
    if (item === undefined) return [];
    const role = origin === 'real' ? 'gate' : policy.roles.synthetic;
    return [{ ...result(item, origin, policy), role } as const];
  });
  const judged = slices.flatMap((slice, index) => {
    const item = weighed[origins.length + index];
    if (item === undefined) return [];
    const { name, skill, edgeCase, tag } = slice;
    return [
      { ...result(item, slice.origin, policy), name, skill, edgeCase, tag, critical: margins.has(name) },
    ];
  });
  return { arms, slices: judged };
}

function adjust(all: readonly Evidence[], policy: DecisionPolicy): readonly Weighed[] {
  const tested = all.filter((evidence) => evidence.pFail !== null);
  const adjusted = holm(tested.map((evidence) => evidence.pFail ?? 1));
  return all.map((evidence) => {
    const pFail = adjusted[tested.indexOf(evidence)] ?? null;
    return { evidence, pFail, status: statusOf(evidence, pFail, policy) };
  });
}

function statusOf(evidence: Evidence, pFail: number | null, policy: DecisionPolicy): GateStatus {
  if (pFail !== null && pFail <= failShare * policy.alphaFail) return 'fail';
  return evidence.isShown ? 'pass' : 'inconclusive';
}

function result({ evidence, pFail, status }: Weighed, origin: Origin, policy: DecisionPolicy) {
  const { isShown: _, spread: _s, ...numbers } = evidence;
  const nMore = status === 'inconclusive' ? casesMissing(evidence, policy) : null;
  return { ...numbers, origin, pFail, status, nMore, reason: reasonFor(status, evidence, pFail, nMore) };
}

function checksOf(arms: readonly ArmResult[], slices: readonly SliceResult[]): readonly GateCheck[] {
  const ofArms = arms.map(({ origin, status, reason }) => ({ name: origin, status, reason }));
  const ofSlices = slices
    .filter((slice) => slice.critical || slice.status === 'fail')
    .map(({ name, status, reason }) => ({ name, status, reason }));
  const order: readonly GateStatus[] = ['fail', 'inconclusive', 'pass'];
  return [...ofArms, ...ofSlices].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}
