import type { z } from 'zod';
import type { CaseInput } from '../../core/case.ts';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { rubricPrompt } from '../prompts/rubric.ts';
import { panelReading } from './panel-reading.ts';
import { grade } from './rubric/grade.ts';
import { rubricOptions } from './rubric/options.ts';
import { type CaseRubric, criteriaText, factsText, rubricFor } from './rubric/rubric-for.ts';
import { type RubricVotes, votesSchema } from './rubric/votes.ts';
import { outputText, referenceText, shownCase } from './shown.ts';

/**
 * Judge models vote on each criterion of a rubric with one of its levels, and on each fact that must or must not be
 * stated; what the votes are worth is reckoned here, by the declared weights. Facts of the case count beside those of
 * the rubric.
 */
export const rubric: ScorerPart = {
  prompts: [rubricPrompt],
  ...definePart({
    name: 'rubric',
    version: '1',
    options: rubricOptions,
    create(options, { task }) {
      const schemas = new Map<string, z.ZodType<RubricVotes>>();
      const schemaOf = (own: CaseRubric) => {
        const key = `${own.must.length}/${own.mustNot.length}`;
        const schema = schemas.get(key) ?? votesSchema(own);
        schemas.set(key, schema);
        return schema;
      };
      return {
        unreadable: (expected) =>
          rubricFor(options, expected) === null
            ? `has neither criteria nor facts: it needs expected facts, and this one is of kind \`${expected.kind}\``
            : null,
        async score({ input, expected }, output, signal, panel) {
          const own = rubricFor(options, expected);
          if (own === null)
            return { status: 'unscored', reason: 'there is nothing in the rubric to vote on' };
          const answer = outputText(output);
          const values = {
            ...textsOf(own, input, {
              reference: options.reference ? referenceText(expected) : '',
              answer,
            }),
            instructions: task.instructions,
            criteria: criteriaText(own.criteria),
          };
          const opinionOf = (votes: RubricVotes) => grade(own, votes, options, answer);
          return panelReading(
            panel,
            { prompt: rubricPrompt, values, schema: schemaOf(own), opinionOf },
            signal,
          );
        },
      };
    },
  }),
};

/** What fills the holes that hold texts of others; what there is nothing of is left out. */
function textsOf(
  { must, mustNot }: CaseRubric,
  input: CaseInput,
  texts: { readonly reference: string; readonly answer: string },
) {
  const fences = shownCase(input, { ...texts, must: factsText(must), mustNot: factsText(mustNot) });
  const unless = (isEmpty: boolean, lead: string, fence: string) => (isEmpty ? '' : `${lead}\n${fence}`);
  return {
    input: fences.input,
    answer: fences.answer,
    reference: unless(texts.reference === '', 'What a right answer says:', fences.reference),
    must: unless(must.length === 0, 'Under `must`: does the answer state each of these?', fences.must),
    mustNot: unless(mustNot.length === 0, 'Under `mustNot`: does it state any of these?', fences.mustNot),
  };
}
