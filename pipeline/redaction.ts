import type { LoadedDocument } from '../core/case.ts';
import { digest } from '../core/digest.ts';
import { type Redactable, redactRecords, textsOf } from '../curation/pii/redact-records.ts';
import { Surrogates } from '../curation/pii/surrogates.ts';
import type { LoadedSource } from '../datasets/rows/load-rows.ts';
import type { RealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';

/**
 * The real data with surrogates in place of personal data, where the suite says `data.redact: true`; else as it is. Rows
 * keep their ids and clusters: a case that is made of one is still known as its descendant.
 */
export async function redactReal({ suite }: LoadedSuite, real: RealData, seed: number): Promise<RealData> {
  if (suite.data.redact !== true) return real;
  const documents = real.documents.map(asRecord);
  const cases = [...real.heldout, ...real.seeds, ...real.probe].flatMap((source) => source.cases);
  const all: readonly Redactable[] = [...cases, ...real.unlabelled, ...documents];
  const surrogates = new Surrogates(surrogateKey(all, seed, process.env));
  const redacted = new Map<Redactable, Redactable>();
  for (const [index, record] of (await redactRecords(all, surrogates)).entries()) {
    const before = all[index];
    if (before !== undefined) redacted.set(before, record);
  }
  // What comes back is what went in with other texts: its type is the same.
  const of = <Item extends Redactable>(item: Item) => (redacted.get(item) ?? item) as Item;
  const source = (loaded: LoadedSource): LoadedSource => ({ ...loaded, cases: loaded.cases.map(of) });
  return {
    heldout: real.heldout.map(source),
    seeds: real.seeds.map(source),
    probe: real.probe.map(source),
    guarded: real.guarded,
    unlabelled: real.unlabelled.map(of),
    documents: documents.map((record) => ({
      ...record.document,
      text: of(record).input.messages[0].content,
    })),
    surrogates,
  };
}

/** Texts by themselves, with surrogates in place of personal data. */
export async function redactTexts(texts: readonly string[]): Promise<readonly string[]> {
  const records = texts.map((text) => asRecord({ text }));
  const made = await redactRecords(records, new Surrogates(surrogateKey(records, 0, process.env)));
  return made.map(({ input }) => input.messages[0].content);
}

/**
 * The key of a set's surrogates: HELDOUT_REDACT_KEY, else a digest of the texts of the set itself, which nobody has who
 * does not have the set. Other texts and other seeds then give other surrogates.
 */
export function surrogateKey(records: readonly Redactable[], seed: number, env: NodeJS.ProcessEnv): string {
  const own = env['HELDOUT_REDACT_KEY'] ?? '';
  if (own !== '') return own;
  const texts = records.flatMap((record) => textsOf(record).map(({ text }) => text));
  return digest(JSON.stringify(['surrogates', seed, texts]));
}

function asRecord<Document extends Pick<LoadedDocument, 'text'>>(document: Document) {
  return { input: { messages: [{ role: 'user', content: document.text }] }, document } as const;
}
