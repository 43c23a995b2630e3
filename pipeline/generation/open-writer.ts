import type { Spend } from '../../core/report.ts';
import type { Writer } from '../../core/writing.ts';
import { totalSpend } from '../call-meter.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openLanguageModel } from '../open-model.ts';
import { clientWriter } from './client-writer.ts';

/** The models of `models.generator`, opened. */
export interface OpenWriter {
  /** Null where the suite names none. */
  readonly writer: Writer | null;
  /** Replies that could not be used since the last time this was asked, by their fault. */
  takeFaults(): Readonly<Record<string, number>>;
  spend(): Spend;
  close(): Promise<void>;
}

/**
 * Opens the models that write. Questions are dealt out to them in turn; what one answered before is taken from the cache
 * unless `useCache` is false.
 */
export async function openWriter(loaded: LoadedSuite, useCache: boolean): Promise<OpenWriter> {
  const { generators } = loaded.independence;
  if (generators.length === 0)
    return { writer: null, takeFaults: () => ({}), spend: () => totalSpend([]), close: async () => {} };
  const store = useCache ? await loaded.session.openStore() : null;
  const opened = await Promise.all(
    generators.map(async ({ use, lineage }) => ({
      use,
      lineage,
      ...(await openLanguageModel(loaded, use, store === null ? {} : { store })),
    })),
  );
  const faults = new Map<string, number>();
  return {
    writer: clientWriter(opened, faults),
    takeFaults: () => {
      const taken = Object.fromEntries(faults);
      faults.clear();
      return taken;
    },
    spend: () => totalSpend(opened.map((model) => model.spend())),
    close: async () => {
      await Promise.all(opened.map(({ client }) => client.close?.()));
      store?.close();
    },
  };
}
