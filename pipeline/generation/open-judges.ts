import { shortDigest } from '../../core/digest.ts';
import type { JudgeModel } from '../../core/judging.ts';
import type { Spend } from '../../core/report.ts';
import type { Target } from '../../core/seams.ts';
import { type Prompt, promptDigest, reworded } from '../../core/writing.ts';
import { faith } from '../../judges/admission/faith.ts';
import { admissionPrompts } from '../../judges/admission/prompts/index.ts';
import { secondOpinion } from '../../judges/admission/second-opinion.ts';
import { validation } from '../../judges/admission/validation.ts';
import { totalSpend } from '../call-meter.ts';
import type { KnownModel } from '../independence.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { isLanguageModel, openJudgeModels } from '../open-judge-models.ts';
import { openModel } from '../open-model.ts';
import { identifyTarget } from '../target-identity.ts';
import type { ModelJudge } from './panel.ts';

/** The models that judge candidates of a suite, and what they have cost so far. */
export interface OpenJudges {
  /** In the order of the suite. */
  readonly judges: readonly ModelJudge[];
  spend(): Spend;
  close(): Promise<void>;
}

/**
 * Opens the judges of `models.judges`. Language models validate; modules, commands and servers of one's own answer blind
 * and judge the answer only. Answers of language models are kept, unless `useCache` is false.
 */
export async function openJudges(loaded: LoadedSuite, useCache: boolean): Promise<OpenJudges> {
  const { judges } = loaded.independence;
  const asked = await openJudgeModels(loaded, useCache);
  const models = new Map(judges.filter(isLanguageModel).map((judge, at) => [judge, asked.models[at]]));
  const opened = await Promise.all(
    judges.map(async (judge) => {
      const model = models.get(judge);
      if (model !== undefined) return { judge: validating(loaded, judge, model), answering: null };
      const answering = await openModel(loaded, judge.use);
      return { judge: blind(loaded, judge, answering.target), answering };
    }),
  );
  const answering = opened.flatMap((one) => one.answering ?? []);
  return {
    judges: opened.map(({ judge }) => judge),
    spend: () => totalSpend([asked.spend(), ...answering.map(({ spend }) => spend())]),
    close: async () => {
      await Promise.all([asked.close(), ...answering.map(({ target }) => target.close?.())]);
    },
  };
}

function validating(
  { suite, folder }: LoadedSuite,
  { use, lineage }: KnownModel,
  model: JudgeModel,
): ModelJudge {
  const own = (prompt: Prompt<string>) => reworded(prompt, suite.prompts ?? {});
  const { ref } = identifyTarget(use, lineage, { from: folder, suiteFolder: folder });
  const prompts = shortDigest(admissionPrompts.map((prompt) => promptDigest(own(prompt))).join()).slice(0, 8);
  return {
    name: `validation:${ref}`,
    version: `${model.version}/${prompts}`,
    lineage,
    assesses: true,
    judge: faith(model, own, validation(model, own)),
  };
}

function blind({ folder }: LoadedSuite, { use, lineage }: KnownModel, target: Target): ModelJudge {
  const { ref, digest } = identifyTarget(use, lineage, { from: folder, suiteFolder: folder });
  return {
    name: `second-opinion:${ref}`,
    version: digest?.slice(0, 16) ?? '1',
    lineage,
    assesses: false,
    judge: secondOpinion(target),
  };
}
