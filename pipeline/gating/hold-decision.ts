import { counted } from '../../core/counted.ts';
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
  { status, checks, arms }: Pick<GateDecision, 'status' | 'checks' | 'arms'>,
): HeldDecision {
  const anchored = againstAnchor(loaded, data, candidate.run);
  const empty = withoutScores(arms);
  const own = status === 'pass' && empty.length > 0 ? 'inconclusive' : status;
  const held = anchored === null ? own : worseOf(own, anchored.status);
  const tried = attempts(loaded, data, candidate.record, baseline, held);
  const [first, ...rest] = own === status ? checks : [...empty, ...checks];
  if (first === undefined) throw new RangeError('a decision rests on a check');
  const all: readonly [GateCheck, ...GateCheck[]] = [first, ...rest, ...(anchored?.checks ?? [])];
  const capped = tried.cap === null ? all : ([tried.cap, ...all] as const);
  return {
    status: tried.cap === null ? held : 'inconclusive',
    checks: capped,
    anchor: anchored?.anchor ?? null,
    attempt: tried.attempt,
    notes: tried.notes,
  };
}

/** A check for each gating arm on which nothing could be lost, since neither model scores there. */
function withoutScores(arms: GateDecision['arms']): readonly GateCheck[] {
  return arms
    .filter(({ role, baseline, candidate }) => role === 'gate' && baseline === 0 && candidate === 0)
    .map(({ origin, n }) => ({
      name: 'scores',
      status: 'inconclusive',
      reason: `${origin}: neither model scores anything on any of ${counted(n, 'case')}, so nothing could be lost; look at what the scorers expect and at what the models answer`,
    }));
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
  const more = `\`heldout test ${shellWord(loaded.file)} --append\` adds attempts to the first run, and all of them decide together`;
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
