import type { Problem } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { holesIn } from '../core/writing.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';
import { askingParts, type Registry } from './parts.ts';

/** Wordings of the suite's own that no generator or scorer of it asks with, and holes that nothing fills. */
export function promptProblems({ suite, locate }: ParsedSuite, registry: Registry): readonly Problem[] {
  const prompts = askingParts(suite, registry).flatMap(({ prompts = [] }) => prompts);
  return Object.entries(suite.prompts ?? {}).flatMap(([name, own]): readonly Problem[] => {
    const place = locate(['prompts', name]);
    const prompt = prompts.find((one) => one.name === name);
    if (prompt === undefined) {
      const message = `no generator or scorer of this suite has a prompt \`${name}\``;
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
