import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { Claims, Proposal } from '../core/seams.ts';
import type { BoundaryValue } from './boundary/boundary-value.ts';
import { type BoundaryOptions, boundaryOptions, fieldValues } from './boundary/options.ts';
import { inTemplate } from './in-template.ts';
import { interleave } from './interleave.ts';
import { OfferedInputs } from './offered-inputs.ts';
import { ruleProposal } from './rule-proposal.ts';
import { plainData } from './template-value.ts';
import { type CompiledTemplate, compileTemplate } from './written-template.ts';

/**
 * Boundary-value analysis: each template with all its fields nominal, then with one field at a time at each of its
 * boundaries and the others nominal. Fields take turns, and so do templates, the ends of the ranges first. There is
 * nothing random in it: every seed gives the same cases. Templates also see `valid` (all fields in range), `field`
 * (empty in the nominal case) and `boundary`.
 */
export const boundary: GeneratorPart = definePart({
  name: 'boundary',
  version: '1',
  options: boundaryOptions,
  create(options, { task }) {
    const templates = options.templates.map((written, index) =>
      compileTemplate(written, index, 'boundary', task),
    );
    return {
      async *propose(_, signal) {
        const offered = new OfferedInputs();
        for (const proposal of interleave(templates.map((compiled) => casesOf(compiled, options, offered)))) {
          signal.throwIfAborted();
          yield proposal;
        }
      },
    };
  },
});

/** A field at one of its values. */
interface Setting {
  readonly field: string;
  readonly at: BoundaryValue;
}

function* casesOf(
  compiled: CompiledTemplate,
  { fields }: BoundaryOptions,
  offered: OfferedInputs,
): Generator<Proposal> {
  const ranges = Object.entries(fields).map(([field, range]) => ({
    field,
    range,
    values: fieldValues(range),
  }));
  const nominal = new Map(ranges.map(({ field, values: [value] }) => [field, value]));
  // A field that the text does not show would change the expected value and nothing else.
  const shown = ranges.filter(({ field }) => compiled.inputVariables.includes(field));
  const varied = interleave(
    shown.map(({ field, values: [, ...rest] }) => rest.map((at): Setting => ({ field, at }))),
  );
  const settings: readonly (Setting | null)[] = [null, ...varied];
  for (const [index, setting] of settings.entries()) {
    const values = [...nominal].map(
      ([field, value]) => [field, field === setting?.field ? setting.at : value] as const,
    );
    const own = {
      valid: values.every(([, { isValid }]) => isValid),
      field: setting?.field ?? '',
      boundary: setting?.at.boundary ?? 'nominal',
    };
    const fieldScope = Object.fromEntries(values.map(([field, { value }]) => [field, value]));
    const rendered = compiled.render({ ...fieldScope, ...own });
    if (!inTemplate(compiled.where, () => offered.add(rendered.input, rendered.expected))) continue;
    const coverage = { case: index + 1, cases: settings.length };
    const params = { template: compiled.name, ...own, values: plainData(fieldScope), coverage };
    const tags = [...rendered.tags, own.boundary];
    yield ruleProposal({ ...rendered, tags }, compiled.name, params, claimsFor(setting, fields));
  }
}

/** Empty and overlong texts are the point; at the boundaries of a text field it need not be read as a language. */
function claimsFor(setting: Setting | null, fields: BoundaryOptions['fields']): Partial<Claims> {
  const isText = setting !== null && fields[setting.field]?.type === 'text';
  return { words: { min: 0, max: Number.MAX_SAFE_INTEGER }, language: isText ? 'any' : 'cell' };
}
