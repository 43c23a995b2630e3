import type { ArmResult, GateDecision, GateStatus, SliceResult } from '../../core/gate-decision.ts';
import { casesToFail, type FailTest } from './cases-to-fail.ts';
import type { Mutant } from './mutant.ts';

/**
 * Why a mutant got through. `unseen`: outputs changed and no score did, the scorers do not look there. `margin`: nothing that
 * the gate tests lost more than its margin. `cases`: something did, and there are too few cases to show it.
 */
export type Survival = 'unseen' | 'margin' | 'cases';

/** An arm or a slice that lost more than its margin and did not fail. */
export interface LackingSlice {
  /** As the gate names it; of an arm its origin. */
  readonly name: string;
  readonly origin: ArmResult['origin'];
  readonly skill: string | null;
  readonly edgeCase: string | null;
  readonly tag: string | null;
  readonly n: number;
  /** More cases with which such a loss would fail. */
  readonly more: number;
}

/** What became of a mutant. */
export interface MutantOutcome {
  readonly mutant: Mutant;
  /**
   * `caught`: the gate failed it. `equivalent`: no output changed, so it is not counted. `undecided`: the gate could not
   * decide, or it was not run; not counted either. The others got through.
   */
  readonly status: 'caught' | 'inconclusive' | 'passed' | 'equivalent' | 'undecided';
  /** Trials that the fault struck. */
  readonly struck: number;
  /** Cases whose output changed, and of these those whose score fell and those whose score rose. */
  readonly changed: number;
  readonly worse: number;
  readonly better: number;
  /** Null where it did not get through. */
  readonly because: Survival | null;
  readonly lacking: readonly LackingSlice[];
  /** The gate's words, or why there is no decision. */
  readonly reason: string;
}

type Judged = Pick<MutantOutcome, 'status' | 'because' | 'lacking' | 'reason'>;

/** What a gate's decision on a mutant says of it. */
export function readDecision(
  decision: GateDecision,
  { slice }: Pick<Mutant, 'slice'>,
  { worse, better }: Pick<MutantOutcome, 'worse' | 'better'>,
  test: FailTest,
): Judged {
  const { status, checks } = decision;
  const [first] = checks;
  const reason = `${first.name}: ${first.reason}`;
  if (status === 'fail') return { status: 'caught', because: null, lacking: [], reason };
  const all = lackingOf(decision, test);
  const own = all.filter(({ name }) => name === slice);
  const lacking = own.length > 0 ? own : all;
  const because = worse + better === 0 ? 'unseen' : lacking.length === 0 ? 'margin' : 'cases';
  return { status: through[status], because, lacking, reason };
}

const through: Readonly<Record<Exclude<GateStatus, 'fail'>, 'passed' | 'inconclusive'>> = {
  pass: 'passed',
  inconclusive: 'inconclusive',
};

function lackingOf({ arms, slices }: GateDecision, test: FailTest): readonly LackingSlice[] {
  const gating = arms.filter(({ role }) => role === 'gate');
  const places = [...gating.map(placeOfArm), ...slices.filter(isPartOf(gating))];
  return places.flatMap((place) => {
    const needed = place.status === 'fail' ? null : casesToFail(place, test);
    if (needed === null) return [];
    const { name, origin, skill, edgeCase, tag, n } = place;
    return [{ name, origin, skill, edgeCase, tag, n, more: Math.max(1, needed - n) }];
  });
}

function placeOfArm(arm: ArmResult) {
  return { ...arm, name: arm.origin, skill: null, edgeCase: null, tag: null };
}

/** A slice that is a whole arm says what the arm says. */
function isPartOf(arms: readonly ArmResult[]): (slice: SliceResult) => boolean {
  const sizes = new Map(arms.map((arm) => [arm.origin, arm.n]));
  return ({ origin, n }) => n < (sizes.get(origin) ?? 0);
}
