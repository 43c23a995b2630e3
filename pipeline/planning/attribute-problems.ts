import type { Problem } from '../../core/errors.ts';
import type { ParsedSuite } from '../../suites/parse-suite.ts';
import type { Registry } from '../parts.ts';
import type { ReadsAttributes } from './plan-cells.ts';

/** Generators whose prompts tell a model the attributes. */
export function readsAttributes({ generators }: Pick<Registry, 'generators'>): ReadsAttributes {
  const reading = new Set(generators.filter((part) => part.readsAttributes).map(({ name }) => name));
  return (name) => reading.has(name);
}

/** Attributes that nothing reads. */
export function attributeProblems(
  { suite, locate }: Pick<ParsedSuite, 'suite' | 'locate'>,
  registry: Registry,
): readonly Problem[] {
  const reads = readsAttributes(registry);
  const cells = suite.skills.flatMap((skill, s) =>
    skill.edgeCases.map((edgeCase, e) => ({ edgeCase, at: ['skills', s, 'edgeCases', e] })),
  );
  const own = cells.flatMap(({ edgeCase, at }): Problem[] => {
    const { attributes = {}, generators } = edgeCase;
    const deaf = generators.find(({ use }) => !reads(use));
    if (Object.keys(attributes).length === 0 || (deaf === undefined && generators.length > 0)) return [];
    const who =
      deaf === undefined
        ? 'the edge case has no generator'
        : `the generator \`${deaf.use}\` does not read them`;
    const message = `nothing would read these attributes: ${who}`;
    const hint = 'attributes are for generators such as `direct`: give the others an edge case of their own';
    return [{ code: 'PART_OPTION', message, place: locate([...at, 'attributes']), hint }];
  });
  const isRead = cells.some(
    ({ edgeCase: { attributes, generators, quota } }) =>
      attributes === undefined && quota > 0 && generators.every(({ use }) => reads(use)),
  );
  if (isRead || Object.keys(suite.attributes ?? {}).length === 0) return own;
  const hint = 'they divide the edge cases whose generators all tell them to a model, such as `direct`';
  const message = 'nothing reads these attributes: no edge case is filled by such generators alone';
  return [{ code: 'PART_OPTION', message, place: locate(['attributes']), hint }, ...own];
}
