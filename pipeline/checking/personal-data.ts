import { groupBy } from '../../core/group-by.ts';
import { maskedText, sureScore } from '../../core/identifier.ts';
import { findAll } from '../../curation/pii/find-all.ts';
import { type Redactable, textsOf } from '../../curation/pii/redact-records.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import { caseName } from './case-name.ts';

/** Personal data of one type in the real rows of one use. */
export interface PersonalData {
  readonly in: 'heldout' | 'seeds' | 'unlabelled' | 'documents';
  readonly type: string;
  /** How many were found. */
  readonly found: number;
  /** Rows or documents that hold some, and those of them that may be copied into version control. */
  readonly rows: number;
  readonly copyable: number;
  /** The first one, masked, and where it stands. */
  readonly example: string;
}

interface Row extends Redactable {
  readonly name: string;
  readonly copyable: boolean;
}

/** What rules find in the real rows, by use and type; the values themselves are never repeated. */
export async function personalData({
  heldout,
  seeds,
  unlabelled,
  documents,
}: RealData): Promise<readonly PersonalData[]> {
  return [
    ...(await found('heldout', rowsOf(heldout))),
    ...(await found('seeds', rowsOf(seeds))),
    ...(await found(
      'unlabelled',
      unlabelled.map((row) => ({ ...row, name: `row ${row.row} of ${row.source}` })),
    )),
    ...(await found('documents', documents.map(asRow))),
  ];
}

async function found(use: PersonalData['in'], rows: readonly Row[]): Promise<readonly PersonalData[]> {
  const slots = rows.flatMap((row) => textsOf(row).map((text) => ({ ...text, row })));
  const all = (await findAll(slots)).flatMap((own, index) =>
    own.filter(({ score }) => score >= sureScore).map((one) => ({ one, row: slots[index]?.row })),
  );
  return [...groupBy(all, ({ one }) => one.type)].map(([type, same]) => {
    const holders = new Set(same.map(({ row }) => row));
    const [first] = same;
    return {
      in: use,
      type,
      found: same.length,
      rows: holders.size,
      copyable: [...holders].filter((row) => row?.copyable).length,
      example: first === undefined ? '' : `${maskedText(first.one)} in ${first.row?.name}`,
    };
  });
}

function rowsOf(sources: RealData['heldout']): readonly Row[] {
  return casesOf(sources).map((item) => ({
    input: item.input,
    expected: item.expected,
    name: caseName(item),
    copyable: item.provenance.copyable,
  }));
}

function asRow({ id, text, copyable }: RealData['documents'][number]): Row {
  return { input: { messages: [{ role: 'user', content: text }] }, name: id, copyable };
}
