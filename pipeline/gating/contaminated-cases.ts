import { z } from 'zod';
import type { CaseId } from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import { HeldoutError } from '../../core/errors.ts';
import { readIfExists, writeWhole } from '../../core/files.ts';
import { openSource } from '../../datasets/rows/open-source.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { scanTraining } from '../scan-training.ts';

/** Which cases stand in the training rows or nearly so; where that is not known, why. */
export type ContaminatedCases =
  | { readonly status: 'known'; readonly rows: number; readonly ids: ReadonlySet<CaseId> }
  | { readonly status: 'unknown'; readonly why: string };

/** Changes whenever the same texts would be flagged otherwise. */
const rules = 1;

const recordSchema = z.strictObject({ key: z.string(), rows: z.int(), ids: z.array(z.string()) });

/**
 * Finds the contaminated cases of a dataset. What was found is kept beside the local part, for as long as dataset and
 * training rows stay the same: a large file is read once. Training rows that cannot be read are no fault here: they
 * decide nothing.
 */
export async function contaminatedCases(
  loaded: LoadedSuite,
  { dataset }: LoadedDataset,
  signal: AbortSignal,
): Promise<ContaminatedCases> {
  const { training } = loaded.suite.data;
  if (training.length === 0) return { status: 'unknown', why: 'the suite names no `data.training`' };
  try {
    const digests: string[] = [];
    for (const source of training) {
      const { digest } = await openSource(source, {
        ...loaded,
        place: loaded.parsed.locate(['data', 'training']),
      });
      digests.push(`${source.map.input ?? ''} ${await digest()}`);
    }
    const key = shortDigest(JSON.stringify([rules, dataset.digest, digests]));
    const kept = read(loaded.paths.contamination);
    if (kept?.key === key) return { status: 'known', rows: kept.rows, ids: new Set(kept.ids) };
    const scan = await scanTraining(loaded, dataset.cases, signal);
    const ids = dataset.cases.filter((_, at) => scan?.flags[at]?.level === 'drop').map(({ id }) => id);
    const rows = scan?.rows ?? 0;
    writeWhole(loaded.paths.contamination, `${JSON.stringify({ key, rows, ids: ids.sort() })}\n`);
    return { status: 'known', rows, ids: new Set(ids) };
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    return { status: 'unknown', why: `the training rows cannot be read: ${error.problems[0].message}` };
  }
}

/** What was found before; null where nothing was, or where it is not readable: it is found again. */
function read(file: string): z.infer<typeof recordSchema> | null {
  const bytes = readIfExists(file);
  if (bytes === null) return null;
  try {
    return recordSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null; // A file under .heldout/ may be torn or of another version.
  }
}
