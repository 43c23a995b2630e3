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
 * Compares two targets, set by set, on arms, on what was aimed at and on every other slice and right answer, by the
 * estimators of the gate. A gain counts on fresh cases alone: those that chose what was made flatter it, and so do new ones
 * of their clusters. Of `tries` targets that were measured after one fill the best looks better than it is: p of a gain is
 * multiplied by them. Worse is what the gate would fail, each set by itself.
 */
export function compareRound(
  loaded: LoadedSuite,
  { aims }: Pick<FillRecord, 'aims'>,
  sets: readonly ComparedSet[],
  inCluster: InCluster,
  tries = 1,
): Pick<RoundRecord, 'helped' | 'slices'> {
  const { gate } = loaded.suite;
  const groups = sets.flatMap((one) => groupsOf(loaded, aims, one, inCluster));
  const old = sets.filter(({ set }) => set === 'old').flatMap(({ cases }) => cases);
  const seen = new Set(old.map(({ cluster }) => cluster));
  const weighed = groups.map(({ pairs, ...group }) => {
    const margin = gate.margin[group.origin];
    const evidence = weigh(pairs, margin, gate);
    const fresh =
      group.isAimed && group.set !== 'old' ? pairs.filter(({ cluster }) => !seen.has(cluster)) : [];
    const gain = fresh.length === 0 ? null : (estimatorFor(fresh, gate).test(-1)?.pAtMost(0) ?? null);
    return { ...group, evidence, gain };
  });
  type Weighed = (typeof weighed)[number];
  const adjusted = (own: readonly Weighed[], pOf: (item: Weighed) => number | null) => {
    const tested = own.filter((item) => pOf(item) !== null);
    const values = holm(tested.map((item) => pOf(item) ?? 1));
    return tested.map((item, index) => [item, values[index] ?? 1] as const);
  };
  const gains = new Map(
    adjusted(weighed, ({ gain }) => gain).map(([item, p]) => [item, Math.min(1, p * tries)]),
  );
  const losses = new Map(
    [...groupBy(weighed, ({ set }) => set).values()].flatMap((own) =>
      adjusted(own, ({ evidence }) => evidence.pFail),
    ),
  );
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
  if (aimed.some(({ status }) => status === 'worse')) return 'worse';
  if (aimed.every(({ pGain }) => pGain === null)) return 'nothing-to-tell-by';
  return aimed.some(({ status }) => status === 'better') ? 'yes' : 'not-shown';
}

/** Arms, what was aimed at, the other slices and right answers, and what a target is to refuse, of one set. */
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
  const answers = suite.skills.flatMap(({ id }) =>
    [...new Set(one.cases.flatMap((item) => labelOf(item) ?? []))].flatMap((label) =>
      group(
        `/${id}=${label}`,
        false,
        having((item) => item.cell.skill === id && labelOf(item) === label),
      ),
    ),
  );
  const named = slicesOf(pairs, suite.slices).map(({ name, origin, cases }) => {
    return { set: one.set, origin, isAimed: false, name, pairs: cases };
  });
  const others = [...named, ...answers].filter(({ name, origin, pairs: own }) => {
    const arm = arms.find((whole) => whole.origin === origin);
    return !taken.has(name) && own.length < (arm?.pairs.length ?? 0);
  });
  const refusals = group('/refusals', false, having(isRefusal));
  return [...arms, ...aimed, ...others, ...refusals];
}

function labelOf({ expected }: Case): string | null {
  return expected.kind === 'label' ? expected.label : null;
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
