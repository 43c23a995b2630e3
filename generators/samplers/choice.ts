import { z } from 'zod';
import { weightedPick } from '../balanced-pick.ts';
import { entriesShape, entryValue, lexiconEntry } from '../lexicon-entry.ts';
import { defineSampler } from './sampler.ts';

const options = z
  .strictObject({
    of: z.array(lexiconEntry).min(1, 'name at least one value'),
    weights: z.array(z.number().gt(0, 'must be greater than 0')).optional(),
  })
  .superRefine(({ of, weights }, context) => {
    if (weights === undefined || weights.length === of.length) return;
    const message = `${weights.length} weights for ${of.length} values`;
    context.addIssue({ code: 'custom', path: ['weights'], message });
  });

/** One of the listed values, equally likely or by weight. Values may have fields, as entries of a lexicon do. */
export const choice = defineSampler({
  name: 'choice',
  description: 'One of a list: `of`, `weights`.',
  options,
  shape: ({ of }) => entriesShape(of),
  open({ of, weights }) {
    const values = of.map(entryValue);
    const shares = weights ?? of.map(() => 1);
    return (random) => weightedPick(values, shares, random);
  },
});
