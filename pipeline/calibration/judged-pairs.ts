import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Case } from '../../core/case.ts';
import type { DuelVote, Preference } from '../../core/duel.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Lineage } from '../../core/suite.ts';
import type { PlaceVote, SwappedPair } from '../../judges/calibration/position-effect.ts';
import type { PairVote, VotedPair } from '../../judges/calibration/self-preference.ts';
import { relation } from '../../models/lineage.ts';
import { listDuelFiles, readDuels } from '../../runner/duel-log.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';
import type { AnsweredRun } from './output-votes.ts';

/** Pairs of answers to one case that judges compared, in one way or another. */
export interface JudgedPairs {
  /** What each judge made of a pair. */
  readonly voted: readonly VotedPair[];
  /** By judge: pairs that it was shown in both orders. */
  readonly swapped: ReadonlyMap<string, readonly SwappedPair[]>;
}

/** The pairs that judges of an arena compared, in all runs of this machine. */
export function judgedPairs(
  loaded: Pick<LoadedSuite, 'workspace'>,
  runs: readonly AnsweredRun[],
  cases: readonly Case[],
  lineageOf: (judge: string) => Lineage | null,
): JudgedPairs {
  const clusters = new Map(cases.map(({ id, cluster }) => [id, cluster]));
  const headers = new Map(runs.map(({ header }) => [header.id, header]));
  const voted: VotedPair[] = [];
  const swapped: { readonly judge: string; readonly pair: SwappedPair }[] = [];
  for (const { header } of runs) {
    const folder = path.join(runsFolder(loaded), header.id);
    if (!existsSync(folder)) continue;
    for (const { file, baseline } of listDuelFiles(folder)) {
      const sides = [header.target.lineage, headers.get(baseline)?.target.lineage ?? null] as const;
      for (const { caseId, duel } of readDuels(file)) {
        const cluster = clusters.get(caseId);
        if (cluster === undefined || duel.status !== 'compared' || duel.votes.length === 0) continue;
        voted.push({ cluster, votes: duel.votes.map((vote) => pairVote(vote, sides, lineageOf)) });
        swapped.push(...duel.votes.map((vote) => ({ judge: vote.judge, pair: swappedPair(cluster, vote) })));
      }
    }
  }
  const byJudge = groupBy(swapped, ({ judge }) => judge);
  return {
    voted,
    swapped: new Map([...byJudge].map(([judge, own]) => [judge, own.map(({ pair }) => pair)])),
  };
}

/** The candidate is the first of the two. */
function pairVote(
  { judge, family, difference }: DuelVote,
  [candidate, baseline]: readonly [Lineage | null, Lineage | null],
  lineageOf: (judge: string) => Lineage | null,
): PairVote {
  const lineage = lineageOf(judge);
  const isKin = (other: Lineage | null) =>
    lineage !== null && other !== null && relation(lineage, other) !== null;
  const [one, two] = [isKin(candidate), isKin(baseline)];
  const own = one === two ? null : one ? 'first' : 'second';
  return { judge, family, own, first: (difference + 1) / 2 };
}

function swappedPair(cluster: string, { preferred: [forth, back] }: DuelVote): SwappedPair {
  return { cluster, forth: placeOf(forth, 'candidate'), back: placeOf(back, 'baseline') };
}

function placeOf(preferred: Preference, shownFirst: Preference): PlaceVote {
  if (preferred === 'tie') return 'tie';
  return preferred === shownFirst ? 'first' : 'second';
}
