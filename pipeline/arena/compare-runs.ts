import path from 'node:path';
import type { Case, CaseId } from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import type { Duel, DuelRecord } from '../../core/duel.ts';
import { groupBy } from '../../core/group-by.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import type { ArenaSummary, Spend } from '../../core/report.ts';
import { duelFile, openDuels, readDuels } from '../../runner/duel-log.ts';
import { lockRun } from '../../runner/run-lock.ts';
import { trialKey } from '../../runner/run-records.ts';
import { totalSpend } from '../call-meter.ts';
import { requireScored } from '../gating/require-scored.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { type GradedRun, gradedRun } from '../regrading/graded-run.ts';
import { languageJudges } from '../running/fits.ts';
import { runsFolder } from '../running/runs-folder.ts';
import { judgePairs, type Pair } from './judge-pairs.ts';
import { plainDuel } from './plain-duel.ts';
import { summariseDuels } from './summarise-duels.ts';

/** The outputs of two runs, compared. */
export interface Arena {
  /** Skills that compare outputs. */
  readonly skills: ReadonlySet<string>;
  /** Duels by case, one for each attempt; none for cases of skills with scorers, and for those with a missing output. */
  readonly duels: ReadonlyMap<CaseId, readonly Duel[]>;
  readonly summary: ArenaSummary;
  readonly spend: Spend;
}

export interface ArenaOptions {
  readonly concurrency?: number;
  /** Called after each pair that was put to judges. */
  readonly onDuel?: (done: number, planned: number) => void;
}

/**
 * Compares what two runs gave to the cases of skills that compare outputs; null where no skill does. What judges said of
 * the same two runs before is taken from the candidate's folder. Throws RUN_NOT_FOUND where the baseline's outputs are
 * gone, and RUN_UNSCORED where more than 2 % of the pairs could not be compared.
 */
export async function compareRuns(
  loaded: LoadedSuite,
  cases: readonly Case[],
  candidate: GradedRun,
  baselineId: string,
  options: ArenaOptions,
  signal: AbortSignal,
): Promise<Arena | null> {
  if (loaded.comparers.size === 0) return null;
  const { id } = candidate.header;
  const baseline = gradedRun(loaded, baselineId);
  const { plain, pairs } = pairUp(loaded, cases, { candidate, baseline });
  const folder = path.join(runsFolder(loaded), id);
  const file = duelFile(folder, baselineId, bindingOf(loaded));
  const known = new Map(readDuels(file).map((record) => [trialKey(record), record]));
  const isKnown = ({ subject, attempt }: Pair) => known.has(trialKey({ caseId: subject.id, attempt }));
  const open = pairs.filter((pair) => !isKnown(pair));
  const { records, spend } =
    open.length === 0
      ? { records: [], spend: totalSpend([]) }
      : await judged(loaded, open, folder, file, options, signal);
  signal.throwIfAborted();
  const wanted = pairs
    .filter(isKnown)
    .flatMap(({ subject, attempt }) => known.get(trialKey({ caseId: subject.id, attempt })) ?? []);
  const all = [...plain, ...wanted, ...records];
  requireScored(id, 'pairs of outputs', all.length, all.flatMap(unscoredIn));
  const duels = new Map(
    [...groupBy(all, ({ caseId }) => caseId)].map(([id, own]) => [id, own.map(({ duel }) => duel)]),
  );
  return {
    skills: new Set(loaded.comparers.keys()),
    duels,
    summary: summariseDuels(all.map(({ duel }) => duel)),
    spend,
  };
}

async function judged(
  loaded: LoadedSuite,
  open: readonly Pair[],
  folder: string,
  file: string,
  { concurrency = loaded.suite.run.concurrency, onDuel = () => {} }: ArenaOptions,
  signal: AbortSignal,
) {
  const unlock = lockRun(folder);
  try {
    const log = openDuels(file);
    try {
      return await judgePairs(loaded, open, log, { concurrency, onDuel }, signal);
    } finally {
      log.close();
    }
  } finally {
    unlock();
  }
}

/** The pairs that judges must compare, and the duels that need none. */
function pairUp(
  { comparers }: LoadedSuite,
  cases: readonly Case[],
  { candidate, baseline }: { readonly candidate: GradedRun; readonly baseline: GradedRun },
): { readonly plain: readonly DuelRecord[]; readonly pairs: readonly Pair[] } {
  const plain: DuelRecord[] = [];
  const pairs: Pair[] = [];
  const attempts = Math.min(candidate.header.repeats, baseline.header.repeats);
  for (const subject of cases) {
    const own = comparers.get(subject.cell.skill);
    if (own === undefined) continue;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const key = { caseId: subject.id, attempt };
      const duel = plainDuel(candidate.trials.get(trialKey(key)), baseline.trials.get(trialKey(key)));
      if (duel === 'missing') continue;
      if ('status' in duel) plain.push({ ...key, duel });
      else {
        const outputs = { candidate: duel.candidate.output, baseline: duel.baseline.output };
        pairs.push({ subject, attempt, comparer: own.comparer, outputs });
      }
    }
  }
  return { plain, pairs };
}

/** Duels stand for one set of judges, and the words that they were asked in. */
function bindingOf(loaded: LoadedSuite): string {
  const bound = {
    comparers: Object.fromEntries([...loaded.comparers].map(([skill, { identity }]) => [skill, identity])),
    judges: languageJudges(loaded).map(({ ref, digest }) => [ref, digest]),
  };
  // Identities are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson(bound as unknown as Json)).slice(0, 8);
}

function unscoredIn({ duel }: DuelRecord): readonly string[] {
  return duel.status === 'unscored' ? [duel.reason] : [];
}
