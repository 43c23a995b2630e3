import type { JudgeModel } from '../core/judging.ts';
import { type ModelClient, textRequest } from '../core/model.ts';
import type { Lineage, ModelSettings } from '../core/suite.ts';
import { promptDigest } from '../core/writing.ts';
import { answerConfidence } from './answer-confidence.ts';
import { isReasoning } from './is-reasoning.ts';
import { type Price, usdOfUsage } from './price.ts';
import { structured } from './structured.ts';

/** What there is to know of a judge beside its client. */
export interface JudgeIdentity {
  readonly version: string;
  readonly lineage: Lineage;
  /** null where it is not known. */
  readonly price: Price | null;
  /** What the suite says of how it is asked; it comes before the temperature 0 of judges. */
  readonly settings?: ModelSettings;
}

/**
 * A language model as a judge: asked at temperature 0 (models that fix their own are not told one), for an answer that
 * is JSON and nothing else. What a reply cost counts its repair.
 */
export function judgeModel(client: ModelClient, identity: JudgeIdentity): JudgeModel {
  const { version, lineage, price, settings = {} } = identity;
  return {
    id: client.id,
    lineage,
    version,
    async ask({ prompt, messages, schema, attempt, asksConfidence = false }, signal) {
      const request = {
        ...textRequest(messages),
        ...(isReasoning(client.id) ? {} : { temperature: 0, logprobs: asksConfidence }),
        ...settings,
        attempt,
      };
      const question = structured(client, { name: 'answer', schema, isWhole: true });
      const { value, response } = await question.ask(request, signal);
      const { usage, logprobs, answeredBy } = response;
      const costUsd = usdOfUsage(price, usage);
      return {
        value,
        by: { model: client.id, lineage, promptDigest: promptDigest(prompt), costUsd },
        confidence: answerConfidence(logprobs),
        answeredBy,
      };
    },
  };
}
