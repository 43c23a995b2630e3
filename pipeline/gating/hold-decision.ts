import type { GateCheck, GateDecision, GateStatus } from '../../core/gate-decision.ts';
import type { AnchorResult } from '../../core/report.ts';
import { shellWord } from '../../core/shell-word.ts';
import { readBaseline } from '../../runner/accepted-baseline.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { attemptsBefore } from '../running/find-runs.ts';
import { requireAnchor } from './require-anchor.ts';
import { type ScoredRun, scoredRun } from './scored-run.ts';
import { takeDecision } from './take-decision.ts';

/** A verdict that reckons with the anchor and with the first run of the same target. */
export interface HeldDecision {
  readonly status: GateStatus;
  readonly checks: readonly [GateCheck, ...GateCheck[]];
  /** null: none is pinned. */
  readonly anchor: AnchorResult | null;
  /** 1: the first run of this target on these cases. */
  readonly attempt: number;
  readonly notes: readonly string[];
}

/**
 * Holds a decision against the pinned anchor, which the candidate must not be worse than either, and against the first run
 * of the same target on the same cases: a PASS that the first draw did not get is INCONCLUSIVE, since three tries until
 * green would pass a candidate at the margin a seventh of the time (statistics.md §6 of the design). Where the target's
 * content cannot be seen it may have changed: then the earlier verdict is only told.
 * Throws BASELINE_MISMATCH for an anchor that does not fit.
 */
export function holdDecision(
  loaded: LoadedSuite,
  data: LoadedDataset,
  candidate: { readonly record: RunRecord; readonly run: ScoredRun },
  baseline: ScoredRun,
  { status, checks }: Pick<GateDecision, 'status' | 'checks'>,
): HeldDecision {
  const anchored = againstAnchor(loaded, data, candidate.run);
  const held = anchored === null ? status : worseOf(status, anchored.status);
  const tried = attempts(loaded, data, candidate.record, baseline, held);
  const all: readonly [GateCheck, ...GateCheck[]] = [...checks, ...(anchored?.checks ?? [])];
  const capped = tried.cap === null ? all : ([tried.cap, ...all] as const);
  return {
    status: tried.cap === null ? held : 'inconclusive',
    checks: capped,
    anchor: anchored?.anchor ?? null,
    attempt: tried.attempt,
    notes: tried.notes,
  };
}

function againstAnchor(loaded: LoadedSuite, data: LoadedDataset, candidate: ScoredRun) {
  const accepted = readBaseline(loaded.paths.anchor);
  if (accepted === null) return null;
  requireAnchor(loaded, data, accepted.header);
  const { margin, anchorMargin = margin } = loaded.suite.gate;
  const { cases } = data.dataset;
  const runs = { candidate, baseline: scoredRun(accepted), arena: null };
  const taken = takeDecision(loaded, cases, runs, anchorMargin);
  if (taken === null) throw new RangeError('a finished run is past its first look');
  const { status, arms, checks } = taken.decision;
  const { id, target } = accepted.header;
  return {
    status,
    checks: checks.map((check) => ({ ...check, name: `anchor: ${check.name}` })),
    anchor: { run: id, target: target.ref, acceptedAt: accepted.acceptedAt, status, arms },
  };
}

function worseOf(one: GateStatus, other: GateStatus): GateStatus {
  const order: readonly GateStatus[] = ['fail', 'inconclusive', 'pass'];
  return order.find((status) => status === one || status === other) ?? 'inconclusive';
}

function attempts(
  loaded: LoadedSuite,
  data: LoadedDataset,
  { header }: RunRecord,
  baseline: ScoredRun,
  status: GateStatus,
): { readonly attempt: number; readonly cap: GateCheck | null; readonly notes: readonly string[] } {
  const { attempt, first } = attemptsBefore(loaded, data, header);
  // Judges would have to compare the outputs of the first run; and nobody asks unless this one passes.
  const record = attempt === 1 || status !== 'pass' || loaded.comparers.size > 0 ? null : first();
  const was = record === null ? 'pass' : statusOf(loaded, data, record, baseline);
  if (record === null || was === 'pass') return { attempt, cap: null, notes: [] };
  const again = `attempt ${attempt} of this target on these cases`;
  const told = `run ${record.header.id} was ${was.toUpperCase()}`;
  const more = appendHint(loaded.file, record);
  if (header.target.digest === null) {
    return {
      attempt,
      cap: null,
      notes: [`${again}: ${told}; where nothing has changed behind the name that stands. ${more}`],
    };
  }
  const reason = `${again}: ${told}, and another draw does not overrule it; ${more}`;
  return { attempt, cap: { name: 'attempts', status: 'inconclusive', reason }, notes: [] };
}

/** How attempts are added to a run, and what becomes of them. */
function appendHint(file: string, { end }: RunRecord): string {
  const command = `heldout test ${shellWord(file)} --append`;
  return end?.isEnough === true
    ? `it ended early: \`${command} --every-case\` runs the rest of its cases and adds attempts, and all of them decide together`
    : `\`${command}\` adds attempts to the first run, and all of them decide together`;
}

/** What a run comes to by itself; one that ended early, by the rule that ended it. */
function statusOf(
  loaded: LoadedSuite,
  data: LoadedDataset,
  record: RunRecord,
  baseline: ScoredRun,
): GateStatus {
  const runs = { candidate: scoredRun(record), baseline, arena: null };
  const { suite } = loaded;
  const rule = record.end?.isEnough === true ? record.header.looks?.rule : undefined;
  const asRun = {
    ...loaded,
    suite: { ...suite, gate: { ...suite.gate, sequential: rule ?? suite.gate.sequential } },
  };
  return takeDecision(asRun, data.dataset.cases, runs)?.decision.status ?? 'inconclusive';
}
