import type { Split } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import type { Suite } from '../../core/suite.ts';
import type { ExportFormat } from '../../datasets/formats/export-formats.ts';
import { messages } from '../../datasets/formats/shapes/messages.ts';
import { type RecordFormat, writeRecord } from '../../datasets/formats/write-record.ts';
import type { ModelTokens } from '../../models/tokens/open-token-counter.ts';
import type { Collected } from './collect-items.ts';
import { licenceFilter, requireLicences } from './licence-filter.ts';
import { type Lengths, measureLengths } from './measure-lengths.ts';
import {
  losing,
  notForTraining,
  type Recorded,
  type Refused,
  repeated,
  sifted,
  unwritable,
  wrongKind,
} from './refuse-items.ts';

export interface Choice {
  readonly suite: Suite;
  /** What every record of held-out cases carries; null for material to train on. */
  readonly canary: string | null;
  readonly split: Split;
  readonly format: ExportFormat;
  /** Licences that may go out; null: not said. */
  readonly licences: readonly string[] | null;
  readonly tokens: ModelTokens;
  /** Null: the context of the model. */
  readonly maxTokens: number | null;
}

/** What is exported and what is not. */
export interface ChosenRecords {
  readonly records: readonly Recorded[];
  readonly refused: readonly Refused[];
  readonly lengths: Lengths;
}

/**
 * Chooses what of the collected items is exported, and writes the records. Whatever is left out is told with its reason;
 * held-out cases that are too long for the model are told and exported all the same. Throws EXPORT_LICENCE.
 */
export function chooseRecords(collected: Collected, choice: Choice): ChosenRecords {
  const { suite, split, format, licences, tokens } = choice;
  const isTraining = split === 'train';
  const refused: Refused[] = [];
  const idOf = ({ id }: { readonly id: string }) => id;
  const fitting = sifted(collected.items, idOf, refused, wrongKind(format.takes, split), unwritable);
  if (isTraining) requireLicences(fitting, licences);
  const mayGo = licenceFilter(licences);
  const items = sifted(fitting, idOf, refused, ({ licence }) =>
    mayGo(licence) ? null : { code: 'licence', reason: `it is under ${licence ?? 'no declared licence'}` },
  );
  const clear = isTraining ? sifted(items, idOf, refused, notForTraining(items, collected)) : items;
  const record = recordFormat(format, split);
  const written = clear.map((item) => ({ item, record: writeRecord(item, record, choice) }));
  const recordId = ({ item }: Recorded) => item.id;
  const checks = isTraining ? [losing(format), repeated()] : [];
  const sound = sifted(written, recordId, refused, ...checks);
  const limit = choice.maxTokens ?? tokens.contextTokens;
  const told = suite.task.instructions;
  const lengths = measureLengths(
    sound.map(({ item }) => item),
    told,
    tokens.counter,
    limit,
  );
  const tooLong = new Map(lengths.tooLong.map((item) => [item.id, item.tokens]));
  const records = sifted(sound, recordId, refused, ({ item }) => {
    const length = isTraining ? tooLong.get(item.id) : undefined;
    if (length === undefined) return null;
    return {
      code: 'length',
      reason: `${counted(length, 'token')} (${tokens.counter.name}); the limit is ${limit}`,
    };
  });
  return { records, refused, lengths };
}

/** Parquet to train on holds conversations; Parquet of cases holds rows. */
function recordFormat({ container, record }: ExportFormat, split: Split): RecordFormat {
  return container === 'parquet' && split === 'train' ? { shape: messages, cells: 'typed' } : record;
}
