import type { Case } from '../../core/case.ts';
import { digest } from '../../core/digest.ts';
import type { GateDecision } from '../../core/gate-decision.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import type { TransferHistory } from '../../core/report.ts';
import type { RunHeader } from '../../core/run.ts';
import type { GatePolicy } from '../../core/suite.ts';
import type { TransferRecord } from '../../core/transfer-record.ts';
import { appendTransferRecord, readTransferRecords } from '../../datasets/transfer-records.ts';
import { lowerTransferGap, transferBand } from '../../stats/transfer-band.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { ComparedRuns } from './take-decision.ts';

/**
 * What the history of the suite says of its synthetic cases, and this comparison written into it: once for a pair of
 * runs. One that ended early is left out, since where it ended depends on what it showed. Null without synthetic cases.
 * Throws RECORD_CORRUPT and WRITE_FAILED.
 */
export function transferHistory(
  { suite, paths }: LoadedSuite,
  cases: readonly Case[],
  { arms }: Pick<GateDecision, 'arms'>,
  { candidate, baseline }: Pick<ComparedRuns, 'candidate' | 'baseline'>,
): TransferHistory | null {
  const differenceOf = (origin: Case['origin']) =>
    arms.find((arm) => arm.origin === origin)?.difference ?? null;
  const [real, synthetic] = [differenceOf('real'), differenceOf('synthetic')];
  if (synthetic === null) return null;
  const { id: run, startedAt: at } = candidate.header;
  const key = transferKey(candidate.header, cases);
  const alike = readTransferRecords(paths).filter((record) => record.key === key);
  const own = { key, run, baseline: baseline.header.id, at };
  const isKept = alike.some((record) => record.run === run && record.baseline === own.baseline);
  if (real !== null && !isKept && !candidate.endedEarly)
    appendTransferRecord(paths, { ...own, real, synthetic });
  const past = alike.filter((record) => record.run !== run);
  return whatPastSays(past, synthetic, suite.gate);
}

/** The band that past gaps put around a synthetic difference; the last gap of a run counts. */
export function whatPastSays(
  past: readonly TransferRecord[],
  synthetic: number,
  { alphaPass, margin }: Pick<GatePolicy, 'alphaPass' | 'margin'>,
): TransferHistory {
  const gaps = [...new Map(past.map((record) => [record.run, record.real - record.synthetic])).values()];
  const needed = Math.ceil((1 / alphaPass - 1) * (1 - 1e-12));
  const level = 1 - 2 * alphaPass;
  const half = transferBand(gaps, 2 * alphaPass);
  const least = lowerTransferGap(gaps, alphaPass);
  if (half === null || least === null) return { runs: gaps.length, needed, band: null, level, isShown: null };
  const band = [Math.max(-1, synthetic - half), Math.min(1, synthetic + half)] as const;
  return { runs: gaps.length, needed, band, level, isShown: synthetic + least > -margin.real };
}

/**
 * What must stay the same for gaps to be alike: what targets are told, what scores them, who made and admitted the
 * generated cases, and what they were made from.
 */
export function transferKey({ task, scorers, judges = [] }: RunHeader, cases: readonly Case[]): string {
  const generated = cases.flatMap(({ provenance, verdicts }) =>
    provenance.kind === 'generated' ? [{ ...provenance, verdicts }] : [],
  );
  const distinct = (names: readonly string[]) => [...new Set(names)].sort();
  const content = {
    task,
    scorers,
    judges: judges.map(({ ref, digest: content }) => [ref, content]),
    generators: distinct(
      generated.map(({ by, version, model, promptDigest }) =>
        JSON.stringify([by, version, model, promptDigest]),
      ),
    ),
    admission: distinct(
      generated.flatMap(({ verdicts }) => verdicts.map(({ by, version }) => `${by}@${version}`)),
    ),
    seeds: distinct(generated.flatMap(({ parents }) => parents)),
  };
  // Identities are plain data by their types; JSON has no narrower name for that.
  return digest(canonicalJson(content as unknown as Json));
}
