import type { Problem } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import type { Suite } from '../core/suite.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';

/** Names in `gate.critical` that are no slice of the suite, and names in `gate.weights` that are no skill. */
export function sliceProblems(parsed: ParsedSuite): readonly Problem[] {
  const { gate, skills } = parsed.suite;
  const ids = skills.map(({ id }) => id);
  return [
    ...unknownNames(parsed, 'critical', Object.keys(gate.critical), sliceNames(parsed.suite)),
    ...unknownNames(parsed, 'weights', Object.keys(gate.weights ?? {}), ids),
  ];
}

function unknownNames(
  parsed: ParsedSuite,
  key: 'critical' | 'weights',
  names: readonly string[],
  known: readonly string[],
): readonly Problem[] {
  return names
    .filter((name) => !known.includes(name.replace(/^(real|synthetic)\//, '')))
    .map((name) => ({
      code: 'UNKNOWN_SLICE',
      message: `\`gate.${key}\`: there is no ${key === 'critical' ? 'slice' : 'skill'} \`${name}\``,
      place: parsed.locate(['gate', key, name], 'key'),
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
