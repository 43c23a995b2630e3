import type { Spend } from '../../core/report.ts';
import { secondOpinion } from '../../judges/admission/second-opinion.ts';
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

/** Opens the judges of `models.judges`; they answer blind. */
export async function openJudges(loaded: LoadedSuite): Promise<OpenJudges> {
  const opened = await Promise.all(
    loaded.independence.judges.map(async ({ use, lineage }) => ({
      lineage,
      identity: identifyTarget(use, lineage, { from: loaded.folder, suiteFolder: loaded.folder }),
      model: await openModel(loaded, use),
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
    },
  };
}
