import type { ModelName } from '../core/model.ts';

/** OpenAI's reasoning models refuse a temperature, and to be asked for log-probabilities. */
export function isReasoning(model: ModelName): boolean {
  return /^openai:(?:o\d|gpt-[5-9])/.test(model);
}
