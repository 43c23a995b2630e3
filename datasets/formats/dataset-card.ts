import { stringify } from 'yaml';
import type { ColumnKind, ParquetColumn } from './parquet-columns.ts';

/** What a dataset card says of an exported Parquet file. */
export interface CardContent {
  readonly title: string;
  readonly split: string;
  readonly file: string;
  readonly columns: readonly ParquetColumn[];
  readonly rows: number;
  /** Of the texts, and of the file. */
  readonly bytes: { readonly texts: number; readonly file: number };
  /** Each once; null: undeclared. */
  readonly licences: readonly (string | null)[];
  readonly text: string;
}

/**
 * Licences that the Hub has a name of its own for, by SPDX identifier
 * (https://huggingface.co/docs/hub/repositories-licenses).
 */
const named: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'MIT',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'CC0-1.0',
    'CC-BY-4.0',
    'CC-BY-3.0',
    'CC-BY-2.0',
    'CC-BY-SA-4.0',
    'CC-BY-SA-3.0',
    'CC-BY-NC-4.0',
    'CC-BY-NC-SA-4.0',
    'CC-BY-ND-4.0',
    'ODC-By',
    'ODbL',
    'PDDL',
    'GPL-3.0',
    'LGPL-3.0',
    'AGPL-3.0',
    'MPL-2.0',
    'ISC',
    'Unlicense',
  ].map((spdx) => [spdx.toLowerCase(), spdx.toLowerCase()]),
);

const features: Readonly<Record<ColumnKind, object>> = {
  text: { dtype: 'string' },
  texts: { list: 'string' },
  turns: {
    list: [
      { name: 'role', dtype: 'string' },
      { name: 'content', dtype: 'string' },
    ],
  },
};

/** README.md of a dataset, with the front matter that Hugging Face reads: licence, features, splits and files. */
export function datasetCard({
  title,
  split,
  file,
  columns,
  rows,
  bytes,
  licences,
  text,
}: CardContent): string {
  const front = {
    ...licenceOf(licences),
    pretty_name: title,
    dataset_info: {
      features: columns.map(({ name, kind }) => ({ name, ...features[kind] })),
      splits: [{ name: split, num_bytes: bytes.texts, num_examples: rows }],
      download_size: bytes.file,
      dataset_size: bytes.texts,
    },
    configs: [{ config_name: 'default', data_files: [{ split, path: file }] }],
  };
  return `---\n${stringify(front, { lineWidth: 0 })}---\n\n# ${title}\n\n${text}\n`;
}

/** One licence that the Hub knows by its name, else `other` with all of them in words. */
function licenceOf(licences: readonly (string | null)[]): object {
  const [first, ...rest] = licences;
  const known = rest.length === 0 && typeof first === 'string' ? named[first.toLowerCase()] : undefined;
  if (known !== undefined) return { license: known };
  const names = licences.map((licence) => licence ?? 'undeclared');
  return { license: 'other', license_name: names.length === 0 ? 'undeclared' : names.join(', ') };
}
