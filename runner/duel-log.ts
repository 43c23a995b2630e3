import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { DuelRecord, DuelVote } from '../core/duel.ts';
import type { Store } from '../core/seams.ts';
import { type LogForm, openLog, readLog } from './record-log.ts';

const preference = z.enum(['candidate', 'baseline', 'tie']);
const voteSchema: z.ZodType<DuelVote> = z.strictObject({
  judge: z.string(),
  answeredBy: z.string().exactOptional(),
  family: z.string(),
  difference: z.literal([-1, 0, 1]),
  preferred: z.tuple([preference, preference]),
  candidateIsLonger: z.boolean().nullable(),
  reason: z.string(),
});

const duelSchema: z.ZodType<DuelRecord> = z.strictObject({
  caseId: z.string(),
  attempt: z.int().min(0),
  duel: z.discriminatedUnion('status', [
    z.strictObject({
      status: z.literal('compared'),
      difference: z.number().min(-1).max(1),
      reason: z.string(),
      votes: z.array(voteSchema),
    }),
    z.strictObject({ status: z.literal('unscored'), reason: z.string() }),
  ]),
});

const duels: LogForm<DuelRecord> = {
  schema: duelSchema,
  name: 'the record of compared outputs',
  hint: 'remove the file: what judges said is kept, and not asked again',
};

/**
 * The duels of a candidate's run: a file for each baseline's run, and for the judges and prompts, which `binding` tells
 * apart. What was judged otherwise stays beside it.
 */
export function duelFile(runFolder: string, baseline: string, binding: string): string {
  return path.join(runFolder, `duels-${baseline}-${binding}.jsonl`);
}

/** Every record of duels of a candidate's run, with the run of the baseline. */
export function listDuelFiles(
  runFolder: string,
): readonly { readonly file: string; readonly baseline: string }[] {
  return readdirSync(runFolder).flatMap((name) => {
    const baseline = /^duels-(.+)-[0-9a-f]{8}\.jsonl$/.exec(name)?.[1];
    return baseline === undefined ? [] : [{ file: path.join(runFolder, name), baseline }];
  });
}

export function readDuels(file: string): readonly DuelRecord[] {
  return readLog(file, duels);
}

export function openDuels(file: string): Store<DuelRecord> {
  return openLog(file, duels);
}
