import type { Problem } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { holesIn } from '../core/writing.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';
import { findPart, type Registry } from './parts.ts';

/** Wordings of the suite's own that no generator of it asks with, and holes that nothing fills. */
export function promptProblems({ suite, locate }: ParsedSuite, registry: Registry): readonly Problem[] {
  const named = suite.skills.flatMap(({ edgeCases }) => edgeCases.flatMap(({ generators }) => generators));
  const known = registry.generators.map(({ name }) => name);
  const prompts = named
    .filter(({ use }) => known.includes(use)) // one that is not known is told elsewhere
    .flatMap((ref) => findPart(registry.generators, ref).prompts ?? []);
  return Object.entries(suite.prompts ?? {}).flatMap(([name, own]): readonly Problem[] => {
    const place = locate(['prompts', name]);
    const prompt = prompts.find((one) => one.name === name);
    if (prompt === undefined) {
      const message = `no generator of this suite has a prompt \`${name}\``;
      return [
        {
          code: 'PART_OPTION',
          message,
          place,
          hint: didYouMean(
            name,
            prompts.map((one) => one.name),
          ),
        },
      ];
    }
    const unknown = holesIn(own).filter((hole) => !prompt.holes.includes(hole));
    return unknown.map((hole) => ({
      code: 'PART_OPTION',
      message: `nothing fills the hole \`{{${hole}}}\` of the prompt \`${name}\``,
      place,
      hint: `its holes are ${prompt.holes.map((one) => `\`{{${one}}}\``).join(', ')}`,
    }));
  });
}
