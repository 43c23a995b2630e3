import type { Spend } from '../../core/report.ts';
import { secondOpinion } from '../../judges/admission/second-opinion.ts';
import { isClientRef } from '../../models/clients/open-client.ts';
import { parseModelRef } from '../../models/model-ref.ts';
import { totalSpend } from '../call-meter.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openModel } from '../open-model.ts';
import { identifyTarget } from '../target-identity.ts';
import type { NamedJudge } from './panel.ts';

/** The models that judge candidates of a suite, and what they have cost so far. */
export interface OpenJudges {
  readonly named: readonly NamedJudge[];
  spend(): Spend;
  close(): Promise<void>;
}

/** Opens the judges of `models.judges`; they answer blind. Answers of language models are kept, unless `useCache` is false. */
export async function openJudges(loaded: LoadedSuite, useCache: boolean): Promise<OpenJudges> {
  const { task } = loaded.suite;
  const isCached =
    useCache && loaded.independence.judges.some(({ use }) => isClientRef(parseModelRef(use.use)));
  const store = isCached ? await loaded.session.openStore() : null;
  const opened = await Promise.all(
    loaded.independence.judges.map(async ({ use, lineage }) => ({
      lineage,
      identity: identifyTarget(use, lineage, { from: loaded.folder, suiteFolder: loaded.folder }),
      model: await openModel(loaded, use, {
        ...(store === null ? {} : { store }),
        ...(task.kind === 'classification' ? { labels: task.labels } : {}),
      }),
    })),
  );
  return {
    named: opened.map(({ identity, lineage, model }) => ({
      name: `second-opinion:${identity.ref}`,
      version: identity.digest?.slice(0, 16) ?? '1',
      lineage,
      judge: secondOpinion(model.target),
    })),
    spend: () => totalSpend(opened.map(({ model }) => model.spend())),
    close: async () => {
      await Promise.all(opened.map(({ model }) => model.target.close?.()));
      store?.close();
    },
  };
}
