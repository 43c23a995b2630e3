import type { Problem } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import type { Suite } from '../core/suite.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';

/** Names in `gate.critical` that are no slice of the suite. */
export function sliceProblems(parsed: ParsedSuite): readonly Problem[] {
  const known = sliceNames(parsed.suite);
  return Object.keys(parsed.suite.gate.critical)
    .filter((name) => !known.includes(name.replace(/^(real|synthetic)\//, '')))
    .map((name) => ({
      code: 'UNKNOWN_SLICE',
      message: `\`gate.critical\`: there is no slice \`${name}\``,
      place: parsed.locate(['gate', 'critical', name], 'key'),
      hint: didYouMean(name, [...known, ...known.map((slice) => `real/${slice}`)]),
    }));
}

/** Every slice that a suite declares, without its origin. */
export function sliceNames(suite: Suite): readonly string[] {
  return [
    ...suite.skills.flatMap((skill) => [
      skill.id,
      ...skill.edgeCases.map((edgeCase) => `${skill.id}/${edgeCase.id}`),
    ]),
    ...suite.slices.map((tag) => `#${tag}`),
  ];
}
