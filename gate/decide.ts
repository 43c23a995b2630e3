import type { Origin } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import type {
  ArmResult,
  GateCheck,
  GateDecision,
  GateStatus,
  IndexResult,
  SliceResult,
} from '../core/gate-decision.ts';
import type { GatePolicy } from '../core/suite.ts';
import { holm } from '../stats/holm.ts';
import { armGap } from './arm-gap.ts';
import { casesMissing } from './cases-missing.ts';
import { criticalMargins } from './critical-margins.ts';
import type { LookRule } from './estimate.ts';
import { type Evidence, weigh } from './evidence.ts';
import { withoutEachFamily } from './judge-families.ts';
import type { PairedCase } from './paired-case.ts';
import { rankSlices } from './rank-slices.ts';
import { reasonFor } from './reason.ts';
import { type Slice, slicesOf } from './slices.ts';
import { weighIndex } from './weigh-index.ts';
import { withoutScores } from './without-scores.ts';

/**
 * FAIL is a union over arms and slices, and the score test is liberal in its far tail: with this share of alphaFail
 * the worst false FAIL, enumerated for every n up to 600, stays at 1.23 % for alphaFail 1 %. Wagers keep their level.
 */
export const failShare = 0.4;

/** What the decision needs of a policy. */
export type DecisionPolicy = Pick<
  GatePolicy,
  'margin' | 'alphaPass' | 'alphaFail' | 'power' | 'roles' | 'critical' | 'minHumanPairs' | 'seed'
> & {
  /** Tags that are slices. */
  readonly tags: readonly string[];
  /** Shares of the declared-weight index and whether it decides; left out: there is none. */
  readonly index?: { readonly shares: Readonly<Record<string, number>>; readonly role: 'gate' | 'advisory' };
  /** Where one has looked before; left out: one look, at the end. */
  readonly rule?: LookRule;
};

interface Weighed {
  readonly evidence: Evidence;
  /** Holm-adjusted; null where nothing could be tested. */
  readonly pFail: number | null;
  readonly status: GateStatus;
}

/**
 * Decides by the paired rule: FAIL where an arm, the index or a declared slice of a gating arm is shown to be worse than
 * its margin (Holm over all of them), else PASS where every gating arm, the index and every critical slice is shown to
 * be no worse, else INCONCLUSIVE; so is an arm on which neither model scores. Real and synthetic cases are weighed apart and never pooled. A verdict that one family
 * of judges makes alone is INCONCLUSIVE.
 * Throws NO_REAL_CASES without a real case, CRITICAL_EMPTY when a critical slice has no case in a gating arm, and
 * WEIGHTS_EMPTY when a share has none.
 */
export function decide(cases: readonly PairedCase[], policy: DecisionPolicy): GateDecision {
  const decision = decideOnce(cases, policy);
  const families = withoutEachFamily(cases, (left) => decideOnce(left, policy).status);
  const disagreeing = families.filter(({ status }) => status !== decision.status);
  if (decision.status === 'inconclusive' || disagreeing.length === 0) return { ...decision, families };
  const others = disagreeing.map(
    ({ family, status }) => `${status.toUpperCase()} without those of ${family}`,
  );
  const reason = `judge-sensitive: ${decision.status.toUpperCase()} with all judges, ${others.join(', ')}`;
  const [first, ...rest] = decision.checks;
  return {
    ...decision,
    status: 'inconclusive',
    checks: [{ name: 'judges', status: 'inconclusive', reason }, first, ...rest],
    families,
  };
}

function decideOnce(cases: readonly PairedCase[], policy: DecisionPolicy): GateDecision {
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
  const { index, ...plain } = policy;
  const isIndexGating = index?.role === 'gate';
  const gating = judgeGroup(cases, origins.filter(isGating), isIndexGating ? policy : plain);
  const advisory = judgeGroup(
    cases,
    origins.filter((origin) => !isGating(origin)),
    { ...plain, critical: {} },
  );
  const slices = [...gating.slices, ...advisory.slices];
  const checks = checksOf(gating);
  const [firstArm, ...otherArms] = [...gating.arms, ...advisory.arms];
  const [firstCheck, ...otherChecks] = checks;
  if (firstArm === undefined || firstCheck === undefined) throw new RangeError('a decision needs an arm');
  const beside = index === undefined || isIndexGating ? null : adviseIndex(cases, policy);
  return {
    status: verdict(checks),
    checks: [firstCheck, ...otherChecks],
    arms: [firstArm, ...otherArms],
    slices,
    gap: armGap([firstArm, ...otherArms], cases),
    index: gating.index ?? beside,
    families: [],
  };
}

function verdict(checks: readonly GateCheck[]): GateStatus {
  if (checks.some((check) => check.status === 'fail')) return 'fail';
  return checks.every((check) => check.status === 'pass') ? 'pass' : 'inconclusive';
}

interface Judged {
  readonly arms: readonly ArmResult[];
  readonly slices: readonly SliceResult[];
  readonly index: IndexResult | null;
}

/** Arms of one role with their slices, and the index: one Holm family. */
function judgeGroup(
  cases: readonly PairedCase[],
  origins: readonly Origin[],
  policy: DecisionPolicy,
): Judged {
  const own = cases.filter((item) => origins.includes(item.origin));
  const slices = slicesOf(own, policy.tags);
  const margins = criticalMargins(policy.critical, slices);
  const marginOf = (slice: Slice) => margins.get(slice.name) ?? policy.margin[slice.origin];
  const armEvidence = origins.map((origin) =>
    weigh(
      own.filter((item) => item.origin === origin),
      policy.margin[origin],
      policy,
    ),
  );
  const sliceEvidence = slices.map((slice) => weigh(slice.cases, marginOf(slice), policy));
  const indexEvidence = policy.index === undefined ? null : weighIndex(cases, policy.index.shares, policy);
  const weighed = adjust(
    [...armEvidence, ...sliceEvidence, ...(indexEvidence === null ? [] : [indexEvidence.evidence])],
    policy,
  );
  const arms = origins.flatMap((origin, index) => {
    const item = weighed[index];
    if (item === undefined) return [];
    const role = origin === 'real' ? 'gate' : policy.roles.synthetic;
    return [{ ...result(item, policy), origin, role } as const];
  });
  const ranks = rankSlices(
    slices.map((slice, index) => {
      const { difference = null, margin = 0 } = sliceEvidence[index] ?? {};
      return { slice, difference, margin };
    }),
    policy,
  );
  const judged = slices.flatMap((slice, index) => {
    const item = weighed[origins.length + index];
    if (item === undefined) return [];
    const { name, origin, skill, edgeCase, tag } = slice;
    const critical = margins.has(name);
    const rank = ranks[index] ?? null;
    return [{ ...result(item, policy), origin, name, skill, edgeCase, tag, critical, rank }];
  });
  const last = weighed[origins.length + slices.length];
  const index =
    last === undefined || indexEvidence === null
      ? null
      : ({ ...result(last, policy), role: 'gate', strata: indexEvidence.strata } as const);
  return { arms, slices: judged, index };
}

/** An index that decides nothing is a family of its own. */
function adviseIndex(cases: readonly PairedCase[], policy: DecisionPolicy): IndexResult | null {
  if (policy.index === undefined) return null;
  const { evidence, strata } = weighIndex(cases, policy.index.shares, policy);
  const [weighed] = adjust([evidence], policy);
  return weighed === undefined ? null : { ...result(weighed, policy), role: 'advisory', strata };
}

function adjust(all: readonly Evidence[], policy: DecisionPolicy): readonly Weighed[] {
  const tested = all.filter((evidence) => evidence.pFail !== null);
  const adjusted = holm(tested.map((evidence) => evidence.pFail ?? 1));
  return all.map((evidence) => {
    const pFail = adjusted[tested.indexOf(evidence)] ?? null;
    return { evidence, pFail, status: statusOf(evidence, pFail, policy) };
  });
}

function statusOf(evidence: Evidence, pFail: number | null, { alphaFail, rule }: DecisionPolicy): GateStatus {
  const share = rule?.kind === 'wager' ? 1 : failShare;
  if (pFail !== null && pFail <= share * alphaFail) return 'fail';
  return evidence.isShown ? 'pass' : 'inconclusive';
}

function result({ evidence, pFail, status }: Weighed, policy: DecisionPolicy) {
  const { isShown: _, basis, ...numbers } = evidence;
  // How many equal models would need says nothing where they are shown not to be equal.
  const isWorse = evidence.interval !== null && evidence.interval[1] < 0;
  const isOpen = status === 'inconclusive' && !isWorse;
  const nMore = isOpen ? casesMissing(basis, evidence.margin, policy) : null;
  return { ...numbers, pFail, status, nMore, reason: reasonFor(status, evidence, pFail, nMore) };
}

function checksOf({ arms, slices, index }: Judged): readonly GateCheck[] {
  const ofArms = arms.map(({ origin, status, reason }) => ({ name: origin, status, reason }));
  const ofIndex = index === null ? [] : [{ name: 'index', status: index.status, reason: index.reason }];
  const ofSlices = slices
    .filter((slice) => slice.critical || slice.status === 'fail')
    .map(({ name, status, reason }) => ({ name, status, reason }));
  const order: readonly GateStatus[] = ['fail', 'inconclusive', 'pass'];
  return [...withoutScores(arms), ...ofArms, ...ofIndex, ...ofSlices].sort(
    (a, b) => order.indexOf(a.status) - order.indexOf(b.status),
  );
}
