import type { Problem } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { holesIn, type Prompt, reworded } from '../core/writing.ts';
import { admissionPrompts } from '../judges/admission/prompts/index.ts';
import { sameQuestionPrompt } from '../judges/prompts/same-question.ts';
import { weakSkillPrompt } from '../judges/prompts/weak-skill.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';
import { askingParts, type Registry } from './parts.ts';

/**
 * Wordings of the suite's own that no generator, scorer or judge of it asks with, holes that nothing fills, and questions
 * to judges that leave out what is to be judged.
 */
export function promptProblems({ suite, locate }: ParsedSuite, registry: Registry): readonly Problem[] {
  const prompts = askingParts(suite, registry).flatMap(({ prompts = [] }) => prompts);
  return Object.entries(suite.prompts ?? {}).flatMap(([name, own]): readonly Problem[] => {
    const place = locate(['prompts', name]);
    const prompt = prompts.find((one) => one.name === name);
    if (prompt === undefined) {
      const message = `nothing in this suite asks with a prompt \`${name}\``;
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
    const told = holesIn(reworded(prompt, { [name]: own }));
    const left = needed(prompt).filter((hole) => !told.includes(hole));
    const hint = `its holes are ${prompt.holes.map((one) => `\`{{${one}}}\``).join(', ')}`;
    return [
      ...unknown.map((hole) => `nothing fills the hole \`{{${hole}}}\` of the prompt \`${name}\``),
      ...left.map((hole) => `a judge must see \`{{${hole}}}\`, and the prompt \`${name}\` leaves it out`),
    ].map((message) => ({ code: 'PART_OPTION', message, place, hint }));
  });
}

/** What a question to a judge is about: without it the answer says nothing. */
function needed(prompt: Prompt<string>): readonly string[] {
  if (prompt.name === weakSkillPrompt.name) return ['failures'];
  return [...admissionPrompts, sameQuestionPrompt].includes(prompt) ? prompt.holes : [];
}
