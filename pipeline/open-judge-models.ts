import type { JudgeModel } from '../core/judging.ts';
import type { Spend } from '../core/report.ts';
import { isClientRef } from '../models/clients/open-client.ts';
import { judgeModel } from '../models/judge-model.ts';
import { parseModelRef } from '../models/model-ref.ts';
import { priceOfUse } from '../models/prices.ts';
import { scopedStore } from '../models/scoped-store.ts';
import { totalSpend } from './call-meter.ts';
import type { KnownModel } from './independence.ts';
import type { LoadedSuite } from './load-suite.ts';
import { openLanguageModel } from './open-model.ts';
import { identifyTarget } from './target-identity.ts';
import { weightsOf } from './weights-of.ts';

/** The language models that judge, opened, and what they have cost so far. */
export interface OpenJudgeModels {
  /** In the order of the suite. */
  readonly models: readonly JudgeModel[];
  spend(): Spend;
  close(): Promise<void>;
}

/** Whether a judge of the suite is a language model, which can be asked questions; the others answer blind only. */
export function isLanguageModel({ use }: KnownModel): boolean {
  return isClientRef(parseModelRef(use.use));
}

/**
 * Opens the language models among `models.judges`: with the suite's budget, limits, retries and recording, and answers
 * that are known taken from the cache unless `useCache` is false. The request is the key of the cache, and so are the
 * words of its prompt; the judge's settings and weights are a part of it too, so that a new judge never speaks with an
 * old one's answers.
 */
export async function openJudgeModels(loaded: LoadedSuite, useCache: boolean): Promise<OpenJudgeModels> {
  const judges = loaded.independence.judges.filter(isLanguageModel);
  const store = useCache && judges.length > 0 ? await loaded.session.openStore() : null;
  const opened = await Promise.all(
    judges.map(async ({ use, lineage }) => {
      const { digest } = identifyTarget(use, lineage, { from: loaded.folder, suiteFolder: loaded.folder });
      const version = digest?.slice(0, 16) ?? '1';
      const weights = await weightsOf(loaded, use.use);
      const kept = store === null ? {} : { store: scopedStore(store, `${version}/${weights ?? ''}`) };
      const { client, spend } = await openLanguageModel(loaded, use, kept);
      const settings = use.with === undefined ? {} : { settings: use.with };
      const model = judgeModel(client, { version, lineage, price: priceOfUse(use), ...settings });
      return { model, spend, close: () => client.close?.() };
    }),
  );
  return {
    models: opened.map(({ model }) => model),
    spend: () => totalSpend(opened.map(({ spend }) => spend())),
    close: async () => {
      await Promise.all(opened.map(({ close }) => close()));
      store?.close();
    },
  };
}
