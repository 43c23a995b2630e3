import type { Case } from '../../core/case.ts';
import { fault } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import type { AimRecord, FillRecord, RoundRecord, RoundSet, RoundSlice } from '../../core/round-record.ts';
import { failShare } from '../../gate/decide.ts';
import { estimatorFor } from '../../gate/estimate.ts';
import { weigh } from '../../gate/evidence.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { slicesOf } from '../../gate/slices.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import { holm } from '../../stats/holm.ts';
import type { InCluster } from '../gaps/suite-clusters.ts';
import { pairCases } from '../gating/pair-cases.ts';
import { scoredRun } from '../gating/scored-run.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { misfit } from '../running/fits.ts';
import { isLikeAim } from './aims.ts';

/** The same cases, run by the target of a fill and by the one that was trained after it. */
export interface ComparedSet {
  readonly set: RoundSet;
  readonly cases: readonly Case[];
  readonly before: RunRecord;
  readonly after: RunRecord;
}

/**
 * Compares two targets, set by set, on arms, on what was aimed at and on every other slice, by the estimators of the gate.
 * A gain counts on fresh cases alone: those that chose what was made flatter it. Worse is what the gate would fail.
 */
export function compareRound(
  loaded: LoadedSuite,
  { aims }: Pick<FillRecord, 'aims'>,
  sets: readonly ComparedSet[],
  inCluster: InCluster,
): Pick<RoundRecord, 'helped' | 'slices'> {
  const { gate } = loaded.suite;
  const groups = sets.flatMap((one) => groupsOf(loaded, aims, one, inCluster));
  const weighed = groups.map(({ pairs, ...group }) => {
    const margin = gate.margin[group.origin];
    const evidence = weigh(pairs, margin, gate);
    const gain = estimatorFor(pairs, gate).test(-1)?.pAtMost(0) ?? null;
    return { ...group, evidence, gain: group.isAimed && group.set !== 'old' ? gain : null };
  });
  const adjusted = (pOf: (item: (typeof weighed)[number]) => number | null) => {
    const tested = weighed.filter((item) => pOf(item) !== null);
    const values = holm(tested.map((item) => pOf(item) ?? 1));
    return new Map(tested.map((item, index) => [item, values[index] ?? 1]));
  };
  const gains = adjusted(({ gain }) => gain);
  const losses = adjusted(({ evidence }) => evidence.pFail);
  const slices = weighed.flatMap((item): readonly RoundSlice[] => {
    const { set, name, isAimed, evidence } = item;
    const { n, baseline, candidate, difference, interval, isShown } = evidence;
    if (baseline === null || candidate === null || difference === null) return [];
    const [pGain, pWorse] = [gains.get(item) ?? null, losses.get(item) ?? null];
    const isWorse = pWorse !== null && pWorse <= failShare * gate.alphaFail;
    const isBetter = pGain !== null && pGain <= gate.alphaPass;
    const status = isWorse ? 'worse' : isBetter ? 'better' : isShown ? 'no-worse' : 'open';
    return [
      {
        set,
        name,
        isAimed,
        n,
        before: baseline,
        after: candidate,
        difference,
        interval,
        pGain,
        pWorse,
        status,
      },
    ];
  });
  return { helped: helpedBy(slices), slices };
}

function helpedBy(slices: readonly RoundSlice[]): RoundRecord['helped'] {
  const aimed = slices.filter(({ set, isAimed }) => isAimed && set !== 'old');
  if (aimed.length === 0) return 'nothing-to-tell-by';
  if (aimed.some(({ status }) => status === 'worse')) return 'worse';
  return aimed.some(({ status }) => status === 'better') ? 'yes' : 'not-shown';
}

/** Arms, what was aimed at, the other slices, and what a target is to refuse, of one set. */
function groupsOf(loaded: LoadedSuite, aims: readonly AimRecord[], one: ComparedSet, inCluster: InCluster) {
  const { suite } = loaded;
  const pairs = pairCases({
    suite,
    cases: one.cases,
    candidate: scoredRun(one.after),
    baseline: scoredRun(one.before),
    arena: null,
    labels: new Map(),
  });
  const byId = new Map(one.cases.map((item) => [item.id, item]));
  const having = (wanted: (item: Case) => boolean) =>
    pairs.filter(({ caseId }) => {
      const item = byId.get(caseId);
      return item !== undefined && wanted(item);
    });
  const group = (name: string, isAimed: boolean, own: readonly PairedCase[]) =>
    [...groupBy(own, ({ origin }) => origin)].map(([origin, some]) => {
      return { set: one.set, origin, isAimed, name: `${origin}${name}`, pairs: some };
    });
  const aimed = aims.flatMap((aim) => {
    const own = having((item) => item.origin === aim.origin && isLikeAim(aim, inCluster)(item));
    return own.length === 0
      ? []
      : [{ set: one.set, origin: aim.origin, isAimed: true, name: aim.name, pairs: own }];
  });
  const taken = new Set(aims.map(({ name }) => name));
  const arms = group('', false, pairs);
  const others = slicesOf(pairs, suite.slices)
    .filter(({ name, origin, cases }) => {
      const arm = arms.find((own) => own.origin === origin);
      return !taken.has(name) && cases.length < (arm?.pairs.length ?? 0);
    })
    .map(({ name, origin, cases }) => ({ set: one.set, origin, isAimed: false, name, pairs: cases }));
  const refusals = group('/refusals', false, having(isRefusal));
  return [...arms, ...aimed, ...others, ...refusals];
}

function isRefusal({ expected }: Case): boolean {
  return (
    expected.kind === 'behaviour' && (expected.behaviour === 'refuse' || expected.behaviour === 'abstain')
  );
}

/** Throws RUN_MISMATCH where the scores of an older run cannot stand beside today's, whatever cases it was on. */
export function requireComparable(loaded: LoadedSuite, data: LoadedDataset, { header }: RunRecord): void {
  const same = { ...data, dataset: { ...data.dataset, digest: header.dataset.digest } };
  const why =
    misfit(header, loaded, same) ?? (header.task === loaded.taskDigest ? null : 'the task has changed since');
  if (why === null) return;
  throw fault('RUN_MISMATCH', `run ${header.id} cannot be compared with: ${why}`, {
    hint: 'what a round is measured by must be scored as it was: undo the change, or fill anew',
  });
}
