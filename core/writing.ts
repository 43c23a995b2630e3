import type { z } from 'zod';
import type { Message } from './case.ts';
import { shortDigest } from './digest.ts';
import type { ModelName } from './model.ts';
import type { Lineage, Rewordings } from './suite.ts';

/**
 * A prompt as data: two texts with holes, written `{{hole}}`. Its digest stands on every case that it wrote, so that a
 * case tells which wording it came from.
 */
export interface Prompt<Hole extends string> {
  /** `strategy/purpose` */
  readonly name: string;
  readonly system: string;
  readonly user: string;
  readonly holes: readonly Hole[];
}

/** A prompt with the texts that a suite has in place of its own. */
export function reworded(prompt: Prompt<string>, rewordings: Rewordings): Prompt<string> {
  const own = Object.hasOwn(rewordings, prompt.name) ? rewordings[prompt.name] : undefined;
  return own === undefined ? prompt : { ...prompt, ...own };
}

/** The names of the holes that stand in a prompt's texts, each once. */
export function holesIn({ system = '', user = '' }: Rewordings[string]): readonly string[] {
  return [...new Set([...`${system}\n${user}`.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, hole]) => hole ?? []))];
}

/** The texts of a prompt, cut where its holes are. */
export function ownWords({ system, user }: Prompt<string>): readonly string[] {
  return `${system}\n\n${user}`.split(/\{\{\w+\}\}/);
}

/** The digest of a prompt's own words; what fills its holes is told by a case's parameters. */
export function promptDigest({ system, user }: Prompt<string>): string {
  return shortDigest(`${system}\n\n${user}`);
}

/**
 * The messages of a prompt: what fills a hole stands there as it is, and the lines around an empty one close up. Throws
 * a TypeError where a hole has no value or a `{{…}}` is no hole of the prompt.
 */
export function fillPrompt<Hole extends string>(
  { system, user }: Prompt<Hole>,
  values: Readonly<Record<Hole, string>>,
): readonly [Message, Message] {
  const named: Readonly<Record<string, string>> = values;
  const filling = (hole: string) => {
    const value = named[hole];
    if (value === undefined) throw new TypeError(`nothing fills the hole ${hole}`);
    return value;
  };
  const filled = (text: string) =>
    text
      .replace(/\{\{(\w+)\}\}/g, (written, hole: string) => (filling(hole) === '' ? '' : written))
      .replace(/\n{3,}/g, '\n\n')
      .replace(/\{\{(\w+)\}\}/g, (_, hole: string) => filling(hole))
      .trim();
  return [
    { role: 'system', content: filled(system) },
    { role: 'user', content: filled(user) },
  ];
}

/** What a model is asked to write. */
export interface WritingRequest<Value> {
  readonly prompt: Prompt<string>;
  readonly messages: readonly [Message, ...Message[]];
  /** What the answer must be; plain enough for JSON Schema. */
  readonly schema: z.ZodType<Value>;
  /** Tells apart equal questions of one cell: 0, 1, 2, … It also says which of several models is asked. */
  readonly sample: number;
  readonly seed: number;
  /** How many cases the answer should hold. */
  readonly size: number;
  /** How many questions its answer may raise; left out: none. */
  readonly further?: number;
  /** Ask how sure the model is, where it can say. */
  readonly asksConfidence?: boolean;
}

/** How sure a model was of the values in its answer, by the log-probabilities (natural logarithm) of their tokens. */
export interface Confidence {
  /** Their mean, at most 0. */
  readonly meanLogprob: number;
  /** The least lead of a token over the likeliest other one in its place; null where the provider names no others. */
  readonly margin: number | null;
}

/** Who wrote something, with which prompt, and what it cost; null: the price is not known. */
export interface Authorship {
  readonly model: ModelName;
  readonly lineage: Lineage;
  readonly promptDigest: string;
  readonly costUsd: number | null;
}

/** What a model wrote. */
export interface Written<Value> {
  readonly value: Value;
  readonly by: Authorship;
  /** null where it was not asked for or the provider does not say. */
  readonly confidence: Confidence | null;
}

/** The models under `models.generator`, as a generator is handed them. */
export interface Writer {
  /**
   * Asks, and holds the answer to the schema, with one repair. Throws ReplyError where no answer fits (it is counted
   * for the cell), and whatever else a model client throws.
   */
  write<Value>(request: WritingRequest<Value>, signal: AbortSignal): Promise<Written<Value>>;
}
