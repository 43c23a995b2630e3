import { type ModelClient, ReplyError, textRequest } from '../../core/model.ts';
import type { Lineage, ModelUse } from '../../core/suite.ts';
import { promptDigest, type Writer } from '../../core/writing.ts';
import { answerConfidence } from '../../models/answer-confidence.ts';
import { isReasoning } from '../../models/is-reasoning.ts';
import { usdOfUsage } from '../../models/price.ts';
import { priceOfUse } from '../../models/prices.ts';
import { structured } from '../../models/structured.ts';

/** Fresh texts are wanted, not the likeliest one each time. */
const usualTemperature = 0.7;

/** A model that writes, as the suite names it. */
export interface WritingModel {
  readonly client: ModelClient;
  readonly use: ModelUse;
  readonly lineage: Lineage;
}

/**
 * A writer that deals questions out to models in turn, and counts under `faults` the replies that could not be used. Models
 * that fix their own temperature are not told one. Throws a TypeError without a model.
 */
export function clientWriter(models: readonly WritingModel[], faults: Map<string, number>): Writer {
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
