import { z } from 'zod';
import type { Comparer, Generator, Judge, Scorer, TrainingMaker } from './seams.ts';
import type { Task } from './suite.ts';
import type { Prompt } from './writing.ts';

/** What a part gets from the suite that names it. */
export interface PartContext {
  readonly task: Task;
}

interface Part<Made> {
  /** As YAML names it. */
  readonly name: string;
  /** Changes whenever the same options would give other results. */
  readonly version: string;
  /** What `with:` may hold. Strict: a key that the part does not read is an error. */
  readonly options: z.ZodType;
  /** Throws a ZodError when the options do not fit the schema. */
  create(options: unknown, context: PartContext): Made;
}

export interface GeneratorPart extends Part<Generator> {
  /** What it asks models; left out: it needs none. */
  readonly prompts?: readonly Prompt<string>[];
  /** true: its prompts say what the attributes of a cell ask for; left out: a cell that has some is not for it. */
  readonly readsAttributes?: true;
  /** true: each of its cases says an existing one anew, whose answer stays right; left out: it makes other cases. */
  readonly makesVariants?: true;
}
/** Makes training material and nothing else. */
export interface TrainingPart extends Part<TrainingMaker> {
  /** What it asks models; left out: it needs none. */
  readonly prompts?: readonly Prompt<string>[];
}
export type JudgePart = Part<Judge>;
export interface ScorerPart extends Part<Scorer> {
  /** What it asks the judge models of the suite; left out: it asks none. */
  readonly prompts?: readonly Prompt<string>[];
}

/** Named under `score:` like a scorer, and stands there alone: it rules on the outputs of two runs. */
export interface ComparerPart extends Part<Comparer> {
  readonly prompts: readonly Prompt<string>[];
}

/** No options: every key under `with:` is refused. */
export const noOptions = z.strictObject({});

/** Ties a part's options schema to the function that reads the options. */
export function definePart<Options, Made>(part: {
  readonly name: string;
  readonly version: string;
  readonly options: z.ZodType<Options>;
  create(options: Options, context: PartContext): Made;
}): Part<Made> {
  return { ...part, create: (options, context) => part.create(part.options.parse(options), context) };
}
