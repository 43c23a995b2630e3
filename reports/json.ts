import type { ArmResult, Comparison, IndexResult, SliceResult } from '../core/gate-decision.ts';
import type {
  AdmissionJudge,
  AdmissionSummary,
  ArenaSummary,
  CleanSubset,
  CountedShare,
  Regrade,
  Report,
  ScoreSummary,
  TransferHistory,
} from '../core/report.ts';
import type { Reporter } from '../core/seams.ts';
import type { ReportDocument } from './report-document.ts';

/** The report as the document that machines rely on. Numbers are not rounded. */
export function toDocument(report: Report): ReportDocument {
  return {
    schemaVersion: 1,
    status: report.status,
    exitCode: report.exitCode,
    suite: { ...report.suite, lines: { ...report.suite.lines } },
    dataset: report.dataset,
    run: report.run,
    baseline: report.baseline,
    target: report.target,
    baselineTarget: report.baselineTarget,
    trials: report.trials,
    checks: [...report.checks],
    arms: report.arms.map(arm),
    slices: report.slices.map(slice),
    gap: report.gap,
    transfer: report.transfer === null ? null : transfer(report.transfer),
    index: report.index === null ? null : index(report.index),
    families: [...report.families],
    sequential: report.sequential,
    anchor: report.anchor === undefined ? null : { ...report.anchor, arms: report.anchor.arms.map(arm) },
    attempt: report.attempt ?? 1,
    lost: report.lost.map((lost) => ({ ...lost, slices: [...lost.slices] })),
    scores: report.scores.map(score),
    clean: report.clean === undefined ? null : clean(report.clean),
    admission: report.admission === undefined ? null : admission(report.admission),
    arena: report.arena === undefined ? null : arena(report.arena),
    regrade: report.regrade === undefined ? null : regradeToDocument(report.regrade),
    exceptions: [...report.exceptions],
    notes: [...report.notes],
    spend: report.spend,
    durationMs: report.durationMs,
    files: { ...report.files },
  };
}

/**
 * One JSON document and a line end. Characters that a terminal may act on are written as escapes, which JSON reads back
 * as the same text.
 */
export const json: Reporter = (report) => `${escapeUnseen(JSON.stringify(toDocument(report), null, 2))}\n`;

/** JSON.stringify leaves C1 controls, bidi overrides and the like as they are; they occur inside strings only. */
function escapeUnseen(text: string): string {
  return text.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** A regrade as the document has it. */
export function regradeToDocument(regrade: Regrade): NonNullable<ReportDocument['regrade']> {
  return { ...regrade, scorers: [...regrade.scorers], changes: [...regrade.changes] };
}

function admission({ judges, ...counts }: AdmissionSummary): ReportDocument['admission'] {
  return { ...counts, judges: judges.map(admissionJudge) };
}

/** A judge of generated cases as documents write it. */
export function admissionJudge({ interval, operators, people, ...rest }: AdmissionJudge) {
  const bounds: [number, number] | null = interval === null ? null : [...interval];
  return { ...rest, interval: bounds, operators: [...operators], people };
}

function clean({ arms, scores, leftOut, trainingRows }: CleanSubset): ReportDocument['clean'] {
  return { trainingRows, leftOut: { ...leftOut }, arms: arms.map(arm), scores: scores.map(score) };
}

function arena({ judges, ...counts }: ArenaSummary): ReportDocument['arena'] {
  const counted = ({ interval, ...rest }: CountedShare) => ({
    ...rest,
    interval: interval === null ? null : ([...interval] as [number, number]), // a pair stays a pair
  });
  return {
    ...counts,
    judges: judges.map(({ consistent, firstPreferred, longerPreferred, ...rest }) => ({
      ...rest,
      consistent: counted(consistent),
      firstPreferred: counted(firstPreferred),
      longerPreferred: counted(longerPreferred),
    })),
  };
}

function transfer({ band, ...rest }: TransferHistory): ReportDocument['transfer'] {
  return { ...rest, band: band === null ? null : [...band] };
}

function arm(result: ArmResult): ReportDocument['arms'][number] {
  const { role, pFail } = result;
  return { role, ...comparison(result), pFail };
}

function slice(result: SliceResult): ReportDocument['slices'][number] {
  const { name, skill, edgeCase, tag, critical, pFail, rank } = result;
  return { name, skill, edgeCase, tag, ...comparison(result), pValue: pFail, critical, rank };
}

function index(result: IndexResult): ReportDocument['index'] {
  const { role, strata, pFail } = result;
  return { role, ...numbers(result), pFail, strata: strata.map((stratum) => ({ ...stratum })) };
}

function comparison(result: Comparison) {
  return { origin: result.origin, ...numbers(result) };
}

function numbers(result: Omit<Comparison, 'origin'>) {
  const { n, clusters, designEffect, gains, losses, missing, baseline, candidate } = result;
  const { difference, level, margin, pPass, status, nMore, reason } = result;
  const counts = { n, clusters, designEffect, gains, losses, missing };
  const interval: [number, number] | null = result.interval === null ? null : [...result.interval];
  const rates = { baseline, candidate, difference, interval, level, margin };
  const { labels, humanPairs, lambda } = result;
  return { ...counts, ...rates, pPass, status, labels, humanPairs, lambda, nMore, reason };
}

function score({ classification, ...rest }: ScoreSummary): ReportDocument['scores'][number] {
  if (classification === null) return { ...rest, classification };
  const { accuracy, macroF1, labels, confusion } = classification;
  return {
    ...rest,
    classification: { accuracy, macroF1, labels: [...labels], confusion: confusion.map((row) => [...row]) },
  };
}
