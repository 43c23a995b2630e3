import { z } from 'zod';
import type { CaseId } from '../core/case.ts';
import { fault, messageOf, type Place } from '../core/errors.ts';
import { readIfExists, writeWhole } from '../core/files.ts';
import { linesOf } from '../core/lines.ts';
import { outputDigest } from '../core/output-digest.ts';
import type { RunHeader, ScorerReading, TargetOutput, Trial } from '../core/run.ts';
import type { ScoredTrial } from './case-score.ts';
import { type RunRecord, runHeaderSchema } from './run-records.ts';
import { outputSchema, readingSchema } from './trial-schema.ts';

/** A trial of the accepted baseline. Where the case may not be copied, only scores and the output's digest are kept. */
export type AcceptedTrial = ScoredTrial & {
  readonly caseId: CaseId;
  readonly attempt: number;
  /** null where there is none, or where it may not be copied. */
  readonly output: TargetOutput | null;
  /** See `outputDigest`; null where the trial ended without an output. */
  readonly outputDigest: string | null;
};

/** `suites/<id>/baseline.jsonl`: the run that candidates are compared with. */
export interface AcceptedBaseline {
  readonly header: RunHeader;
  readonly acceptedAt: string;
  readonly trials: readonly AcceptedTrial[];
}

const headerLineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  acceptedAt: z.string(),
  header: runHeaderSchema,
});

const trialKeys = {
  caseId: z.string(),
  attempt: z.int().min(0),
  output: outputSchema.nullable(),
  outputDigest: z.string().nullable(),
};
const trialLineSchema: z.ZodType<AcceptedTrial> = z.discriminatedUnion('status', [
  z.strictObject({ ...trialKeys, status: z.literal('completed'), scores: z.array(readingSchema) }),
  z.strictObject({
    ...trialKeys,
    status: z.literal('errored'),
    kind: z.enum(['target', 'infra', 'timeout', 'budget']),
    message: z.string(),
  }),
]);

/**
 * Writes a run as the accepted baseline, sorted by case, so that a change reads well in review.
 * `isCopyable` says whose texts may be written.
 */
export function writeBaseline(
  file: string,
  run: RunRecord,
  acceptedAt: Date,
  isCopyable: (id: CaseId) => boolean,
): void {
  const head = { schemaVersion: 1, acceptedAt: acceptedAt.toISOString(), header: run.header };
  const trials = [...run.trials.values()].map((trial) => acceptedTrial(trial, isCopyable(trial.caseId)));
  trials.sort((a, b) => (a.caseId === b.caseId ? a.attempt - b.attempt : a.caseId < b.caseId ? -1 : 1));
  writeWhole(file, [head, ...trials].map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Reads the accepted baseline; null where none was accepted. Throws RECORD_CORRUPT with the line. */
export function readBaseline(file: string): AcceptedBaseline | null {
  const bytes = readIfExists(file);
  if (bytes === null) return null;
  let head: z.output<typeof headerLineSchema> | null = null;
  const trials: AcceptedTrial[] = [];
  for (const line of linesOf(bytes)) {
    const place = { file, line: line.number, column: null };
    if (head === null) head = parseLine(line.text, headerLineSchema, place);
    else trials.push(parseLine(line.text, trialLineSchema, place));
  }
  if (head === null) throw corrupt('the file is empty', { file, line: null, column: null });
  return { header: head.header, acceptedAt: head.acceptedAt, trials };
}

function acceptedTrial(trial: Trial, isCopyable: boolean): AcceptedTrial {
  const { caseId, attempt } = trial;
  if (trial.status === 'errored') {
    // A message of the target may quote what it was given.
    const message = isCopyable ? trial.message : '';
    return {
      caseId,
      attempt,
      status: 'errored',
      kind: trial.kind,
      message,
      output: null,
      outputDigest: null,
    };
  }
  const scores = isCopyable ? trial.scores : trial.scores.map(withoutWords);
  return {
    caseId,
    attempt,
    status: 'completed',
    scores,
    output: isCopyable ? trial.output : null,
    outputDigest: outputDigest(trial.output),
  };
}

function withoutWords(reading: ScorerReading): ScorerReading {
  if (reading.status === 'unscored') return { ...reading, reason: '' };
  const { votes, ...rest } = reading;
  // A judge quotes what it read.
  const kept = votes === undefined ? {} : { votes: votes.map((vote) => ({ ...vote, reason: '' })) };
  return { ...rest, reason: '', answer: null, ...kept };
}

function parseLine<Value>(text: string | null, schema: z.ZodType<Value>, place: Place): Value {
  try {
    return schema.parse(JSON.parse(text ?? ''));
  } catch (error) {
    throw corrupt(messageOf(error), place, error);
  }
}

function corrupt(why: string, place: Place, cause?: unknown): Error {
  const hint = 'restore it from version control, or accept a run with `heldout baseline SUITE --run ID`';
  return fault('RECORD_CORRUPT', `the accepted baseline cannot be read: ${why}`, { place, hint, cause });
}
