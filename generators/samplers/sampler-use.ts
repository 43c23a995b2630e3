import { z } from 'zod';
import { didYouMean } from '../../core/nearest.ts';
import type { VariableShape } from '../known-variables.ts';
import { samplers } from './index.ts';
import type { Draw, Sampler } from './sampler.ts';

/** A sampler named in options: `{ use: money, with: { … } }`. */
export const samplerUse = z
  .strictObject({ use: z.string(), with: z.record(z.string(), z.json()).default({}) })
  .superRefine(({ use, with: given }, context) => {
    const sampler = samplers.find(({ name }) => name === use);
    if (sampler === undefined) {
      const message = `no sampler is called \`${use}\`: ${didYouMean(
        use,
        samplers.map(({ name }) => name),
      )}`;
      context.addIssue({ code: 'custom', path: ['use'], message, params: { code: 'UNKNOWN_PART' } });
      return;
    }
    for (const issue of sampler.options.safeParse(given).error?.issues ?? [])
      addIssue(sampler, issue, context);
  });

export type SamplerUse = z.output<typeof samplerUse>;

function addIssue(sampler: Sampler, issue: z.core.$ZodIssue, context: z.RefinementCtx): void {
  if (issue.code !== 'unrecognized_keys') {
    context.addIssue({ code: 'custom', path: ['with', ...issue.path], message: issue.message });
    return;
  }
  const known = sampler.options instanceof z.ZodObject ? Object.keys(sampler.options.shape) : [];
  for (const key of issue.keys) {
    const message = `\`${sampler.name}\` has no option \`${key}\`: ${didYouMean(key, known)}`;
    context.addIssue({ code: 'custom', path: ['with', ...issue.path, key], message });
  }
}

/** What templates may ask of the sampler's values; anything where the use itself is wrong, which is said elsewhere. */
export function shapeOf(use: SamplerUse): VariableShape {
  return samplerUse.safeParse(use).success ? samplerOf(use).shape(use.with) : { kind: 'any' };
}

/** Opens samplers by the names of their variables. */
export async function openSamplers(
  uses: Readonly<Record<string, SamplerUse>>,
): Promise<ReadonlyMap<string, Draw>> {
  const opened = Object.entries(uses).map(
    async ([name, use]) => [name, await samplerOf(use).open(use.with)] as const,
  );
  return new Map(await Promise.all(opened));
}

function samplerOf({ use }: SamplerUse): Sampler {
  const sampler = samplers.find(({ name }) => name === use);
  if (sampler === undefined) throw new RangeError(`no sampler is called ${use}`);
  return sampler;
}
