import path from 'node:path';
import { counted } from '../../core/counted.ts';
import { shortDigest } from '../../core/digest.ts';
import { fault } from '../../core/errors.ts';
import { writeWhole } from '../../core/files.ts';
import type { Json } from '../../core/json.ts';
import { datasetCard } from '../../datasets/formats/dataset-card.ts';
import type { ExportFormat } from '../../datasets/formats/export-formats.ts';
import { columnsOf } from '../../datasets/formats/parquet-columns.ts';
import { writeRecords } from '../../datasets/formats/write-records.ts';
import { clearExport, described } from './export-folder.ts';
import type { ExportedFile, ExportManifest } from './export-manifest.ts';
import { provenanceLine } from './provenance-line.ts';
import type { Recorded, Refused } from './refuse-items.ts';

/** What is written, beside what the manifest says. */
export interface ExportParts {
  readonly format: ExportFormat;
  readonly records: readonly Recorded[];
  readonly refused: readonly Refused[];
  readonly manifest: Omit<ExportManifest, 'files'>;
  /** The model that is tuned; null: not said. */
  readonly model: string | null;
}

/** A file of records. */
interface DataFile {
  readonly name: string;
  readonly records: readonly Recorded[];
}

/** Room above the longest example: a chat template adds to it, and an estimate may be half of what it is. */
const room = { exact: 1.1, estimated: 2 } as const;

/** Writes an export into its folder and gives its manifest. Throws FILE_EXISTS and WRITE_FAILED. */
export async function writeExport(folder: string, parts: ExportParts): Promise<ExportManifest> {
  const { format, manifest, refused } = parts;
  const data = dataFiles(parts);
  clearExport(folder);
  const files: ExportedFile[] = [];
  const wrote = async (name: string, rows: number | null) => {
    files.push(await described(folder, name, rows));
  };
  for (const { name, records } of data) {
    const fields = records.map(({ record }) => fieldsOf(record.fields, format));
    await writeRecords(path.join(folder, name), format.container, fields);
    await wrote(name, records.length);
  }
  const lines = data.flatMap(({ name, records }) =>
    records.map(({ item }, index) => provenanceLine(item, name, index + 1)),
  );
  const beside: readonly (readonly [string, readonly object[]])[] = [
    ['provenance.jsonl', lines],
    ['refused.jsonl', refused],
  ];
  for (const [name, listed] of beside) {
    if (listed.length === 0) continue;
    await writeRecords(
      path.join(folder, name),
      'jsonl',
      listed as readonly { readonly [key: string]: Json }[],
    );
    await wrote(name, listed.length);
  }
  for (const { name, content } of [...configuration(parts, data), ...card(parts, data, files)]) {
    writeWhole(path.join(folder, name), content);
    await wrote(name, null);
  }
  const whole: ExportManifest = { ...manifest, files };
  writeWhole(path.join(folder, 'manifest.json'), `${JSON.stringify(whole, null, 2)}\n`);
  return whole;
}

/** Trainers read every field: what is meant for the way back lies in `provenance.jsonl`. */
function fieldsOf(
  fields: Recorded['record']['fields'],
  { trainer }: ExportFormat,
): Recorded['record']['fields'] {
  if (trainer === null) return fields;
  const { metadata: _, ...own } = fields;
  return own;
}

function dataFiles({ format, records, manifest }: ExportParts): readonly DataFile[] {
  const { trainer, container } = format;
  if (trainer === null) return [{ name: `${manifest.split}.${container}`, records }];
  if (trainer.validationFile === null) return [{ name: trainer.dataFile, records }];
  const clusters = [...new Set(records.map(({ item }) => item.cluster))];
  // By a hash, so that clusters stay on their side whatever is added; the one with the least hash is always there.
  const byHash = clusters.map((cluster) => ({
    cluster,
    hash: Number.parseInt(shortDigest(cluster).slice(0, 8), 16),
  }));
  byHash.sort((a, b) => a.hash - b.hash);
  const [first, second] = byHash;
  if (first === undefined || second === undefined) {
    throw fault(
      'EXPORT_EMPTY',
      `${format.title} wants examples to measure the loss on, and there is one cluster only`,
      {
        hint: 'it takes rows of two clusters at least',
      },
    );
  }
  const chosen = new Set(
    byHash.filter(({ hash }) => hash < validationShare * 2 ** 32).map(({ cluster }) => cluster),
  );
  chosen.add(first.cluster);
  if (chosen.size === clusters.length) chosen.delete(byHash.at(-1)?.cluster ?? second.cluster);
  const isChosen = ({ item }: Recorded) => chosen.has(item.cluster);
  return [
    { name: trainer.dataFile, records: records.filter((record) => !isChosen(record)) },
    { name: trainer.validationFile, records: records.filter(isChosen) },
  ];
}

const validationShare = 0.1;

function configuration({ format, manifest, model }: ExportParts, [data, validation]: readonly DataFile[]) {
  const setup = {
    suite: manifest.suite.id,
    model,
    maxTokens: sequenceLength(manifest.lengths),
    rows: data?.records.length ?? 0,
    validationRows: validation?.records.length ?? 0,
  };
  return format.trainer?.configure(setup) ?? [];
}

/** How long sequences may get, so that none is cut off; a multiple of 64, but no more than the model reads. */
function sequenceLength({ exact, longest, limit }: ExportManifest['lengths']): number {
  const wanted = 64 * Math.ceil(((exact ? room.exact : room.estimated) * longest) / 64);
  return limit === null ? wanted : Math.min(wanted, limit);
}

/** A dataset card, where the data are Parquet. */
function card(
  { format, manifest, records }: ExportParts,
  [data]: readonly DataFile[],
  files: readonly ExportedFile[],
) {
  if (format.container !== 'parquet' || data === undefined) return [];
  const fields = records.map(({ record }) => record.fields);
  const { suite, split, rows, licences } = manifest;
  const content = datasetCard({
    title: `${suite.id}, ${split}`,
    split,
    file: data.name,
    columns: columnsOf(fields),
    rows,
    bytes: {
      texts: fields.reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify(record)), 0),
      file: files.find(({ name }) => name === data.name)?.bytes ?? 0,
    },
    licences: licences.map(({ licence }) => licence),
    text: `${counted(rows, 'row')} of the split \`${split}\` of the suite \`${suite.id}\`. \`manifest.json\` has their licences and counts, \`provenance.jsonl\` says of each row where it comes from.`,
  });
  return [{ name: 'README.md', content }];
}
