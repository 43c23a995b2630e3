import { type ModelClient, ReplyError, textRequest } from '../../core/model.ts';
import type { Spend } from '../../core/report.ts';
import type { Lineage, ModelUse } from '../../core/suite.ts';
import { promptDigest, type Writer } from '../../core/writing.ts';
import { answerConfidence } from '../../models/answer-confidence.ts';
import { isReasoning } from '../../models/is-reasoning.ts';
import { usdOfUsage } from '../../models/price.ts';
import { priceOfUse } from '../../models/prices.ts';
import { structured } from '../../models/structured.ts';
import { totalSpend } from '../call-meter.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openLanguageModel } from '../open-model.ts';

/** The models of `models.generator`, opened. */
export interface OpenWriter {
  /** Null where the suite names none. */
  readonly writer: Writer | null;
  /** Replies that could not be used since the last time this was asked, by their fault. */
  takeFaults(): Readonly<Record<string, number>>;
  spend(): Spend;
  close(): Promise<void>;
}

/** Fresh texts are wanted, not the likeliest one each time. */
const usualTemperature = 0.7;

/**
 * Opens the models that write. Questions are dealt out to them in turn; what one answered before is taken from the cache
 * unless `useCache` is false. Models that fix their own temperature are not told one.
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
    writer: writerOf(opened, faults),
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

function writerOf(
  models: readonly {
    readonly client: ModelClient;
    readonly use: ModelUse;
    readonly lineage: Lineage;
  }[],
  faults: Map<string, number>,
): Writer {
  return {
    async write({ prompt, messages, schema, sample, seed, asksConfidence = false }, signal) {
      const model = models[(seed + sample) % models.length];
      if (model === undefined) throw new TypeError('no model was opened');
      const { client, use, lineage } = model;
      const request = {
        ...textRequest(messages),
        ...(isReasoning(client.id) ? {} : { temperature: usualTemperature, logprobs: asksConfidence }),
        ...use.with,
        seed: (seed + sample) % 2 ** 31,
        attempt: sample,
      };
      try {
        const { value, response } = await structured(client, { name: 'cases', schema }).ask(request, signal);
        const by = {
          model: client.id,
          lineage,
          promptDigest: promptDigest(prompt),
          costUsd: usdOfUsage(priceOfUse(use), response.usage),
        };
        return { value, by, confidence: answerConfidence(response.logprobs) };
      } catch (error) {
        if (error instanceof ReplyError) {
          const code = `reply-${error.fault}`;
          faults.set(code, (faults.get(code) ?? 0) + 1);
        }
        throw error;
      }
    },
  };
}
