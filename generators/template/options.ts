import { z } from 'zod';
import { canonicalJson } from '../../core/json.ts';
import { checkNames, checkTexts, type KnownVariables, variableNames } from '../known-variables.ts';
import { entriesShape, lexiconEntry } from '../lexicon-entry.ts';
import { countPairs } from '../pairwise.ts';
import { samplerUse, shapeOf } from '../samplers/sampler-use.ts';
import {
  checkTemplateNames,
  templateTexts,
  type WrittenTemplate,
  writtenTemplate,
} from '../written-template.ts';

/** What `with:` of `template` holds. */
export const templateOptions = z
  .strictObject({
    templates: z.array(writtenTemplate).min(1, 'name at least one template'),
    lexicons: z
      .record(z.string(), z.array(lexiconEntry).min(1, 'name at least one entry'))
      .default({})
      .describe('Variables with a list of values, each text or mapping of fields.'),
    samplers: z
      .record(z.string(), samplerUse)
      .default({})
      .describe('Variables that are drawn anew for each case: `{ use, with }`.'),
    design: z
      .enum(['full', 'pairwise', 'random'])
      .default('full')
      .describe('Every combination of the lexicons, every pair of entries, or independent draws.'),
  })
  .superRefine((options, context) => {
    const { templates, lexicons, samplers } = options;
    checkNames(lexicons, ['lexicons'], context);
    checkNames(samplers, ['samplers'], context);
    for (const name of Object.keys(samplers).filter((name) => Object.hasOwn(lexicons, name))) {
      context.addIssue({
        code: 'custom',
        path: ['samplers', name],
        message: 'a lexicon has this name already',
      });
    }
    checkRepeats(lexicons, context);
    checkTemplateNames(templates, ['templates'], context);
    const known: KnownVariables = new Map([
      ...Object.entries(lexicons).map(([name, entries]) => [name, entriesShape(entries)] as const),
      ...Object.entries(samplers).map(([name, use]) => [name, shapeOf(use)] as const),
    ]);
    for (const [index, template] of templates.entries()) {
      const { input, other } = templateTexts(template, ['templates', index]);
      checkTexts([...input, ...other], known, 'lexicon or sampler', context);
      const message = sizeProblem(template, options);
      if (message !== null) context.addIssue({ code: 'custom', path: ['templates', index], message });
    }
  });

export type TemplateOptions = z.output<typeof templateOptions>;

function checkRepeats(lexicons: TemplateOptions['lexicons'], context: z.RefinementCtx): void {
  for (const [name, entries] of Object.entries(lexicons)) {
    const keys = entries.map((entry) => canonicalJson(entry));
    for (const [index, key] of keys.entries()) {
      if (keys.indexOf(key) === index) continue;
      context.addIssue({
        code: 'custom',
        path: ['lexicons', name, index],
        message: `${key} is listed twice`,
      });
    }
  }
}

const maxPairs = 20_000_000;

/** Null where the design can be carried out; the sizes are those of the lexicons that the template uses. */
function sizeProblem(template: WrittenTemplate, { lexicons, design }: TemplateOptions): string | null {
  const { input, other } = templateTexts(template, []);
  const sizes = variableNames([...input, ...other]).flatMap((name) => lexicons[name]?.length ?? []);
  if (design === 'full' && !Number.isSafeInteger(sizes.reduce((product, size) => product * size, 1))) {
    return 'its lexicons have too many combinations to count: take `design: pairwise` or `design: random`';
  }
  if (design === 'pairwise' && countPairs(sizes) > maxPairs) {
    return `its lexicons have more than ${maxPairs} pairs of entries: take \`design: random\``;
  }
  return null;
}
