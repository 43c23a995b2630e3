import type { z } from 'zod';
import type { Random } from '../../core/random.ts';
import type { VariableShape } from '../known-variables.ts';

/** Draws one value: a scalar, a template value, or fields that templates can name. */
export type Draw = (random: Random) => unknown;

/** A way of drawing values, as YAML names it. */
export interface Sampler {
  readonly name: string;
  readonly description: string;
  readonly options: z.ZodType;
  /** What templates may ask of the values. Throws a ZodError when the options do not fit. */
  shape(options: unknown): VariableShape;
  /** Loads what the values come from. Throws a ZodError when the options do not fit. */
  open(options: unknown): Promise<Draw>;
}

/** Ties the options schema of a sampler to the functions that read the options. */
export function defineSampler<Options>(sampler: {
  readonly name: string;
  readonly description: string;
  readonly options: z.ZodType<Options>;
  shape(options: Options): VariableShape;
  open(options: Options): Draw | Promise<Draw>;
}): Sampler {
  const { options: schema } = sampler;
  return {
    ...sampler,
    shape: (options) => sampler.shape(schema.parse(options)),
    open: async (options) => sampler.open(schema.parse(options)),
  };
}
