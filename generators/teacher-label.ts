import { z } from 'zod';
import { inputText, type UnlabelledRow } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { GenerateRequest } from '../core/seams.ts';
import { teacherLabelPrompt } from './prompts/teacher-label.ts';
import { type AnswerForm, answerForm } from './writing/answer-form.ts';
import { type Ask, asking, type Draft } from './writing/ask.ts';
import { conversation } from './writing/conversation.ts';
import { looseKey, type Majority, majorityOf } from './writing/majority.ts';
import { mostOffers, writtenProposals } from './writing/written-proposals.ts';

const options = z
  .strictObject({
    samples: z
      .int()
      .min(1)
      .max(15)
      .default(3)
      .describe('How often each input is answered; the answer of most is taken.'),
    minAgreement: z
      .number()
      .min(0)
      .max(1)
      .default(0.6)
      .describe('Least share of the samples that give that answer: two of three by default.'),
    logprobs: z
      .boolean()
      .default(true)
      .describe('Ask for log-probabilities where the provider has them; false for servers that refuse.'),
    minMeanLogprob: z
      .number()
      .max(0)
      .nullable()
      .default(null)
      .describe('Least mean log-probability of the answer’s tokens.'),
    minMargin: z
      .number()
      .nullable()
      .default(null)
      .describe('Least lead, in log-probability, of the answer’s tokens over the likeliest others.'),
  })
  .refine(
    ({ logprobs, minMeanLogprob, minMargin }) => logprobs || (minMeanLogprob === null && minMargin === null),
    { path: ['logprobs'], message: '`minMeanLogprob` and `minMargin` need log-probabilities' },
  );
type Options = z.infer<typeof options>;

/**
 * Has a model answer real inputs that nobody has answered, several times each (generators.md G26). The answer of most
 * is proposed; where too few agree, or the log-probabilities are too low, the input is passed over and counted.
 * Throws GENERATOR_INPUT where the skill has no unlabelled rows, and where a threshold needs log-probabilities that the
 * model does not give.
 */
export const teacherLabel: GeneratorPart = {
  prompts: [teacherLabelPrompt],
  ...definePart({
    name: 'teacher-label',
    version: '1',
    options,
    create(chosen, { task }) {
      const form = answerForm('teacher-label', task);
      return {
        propose(request, signal) {
          const rows = rowsOf(request);
          return writtenProposals('teacher-label', request, asksOf(rows, request, form, chosen), signal);
        },
      };
    },
  }),
};

function rowsOf(request: GenerateRequest): readonly UnlabelledRow[] {
  const rows = request.random.fork('rows').shuffle(request.unlabelled);
  if (rows.length > 0) return rows.slice(0, mostOffers(request));
  throw fault('GENERATOR_INPUT', `teacher-label: skill ${request.skill.id} has no unlabelled rows`, {
    hint: 'name real inputs under `data.unlabelled`',
  });
}

function* asksOf(
  rows: readonly UnlabelledRow[],
  request: GenerateRequest,
  form: AnswerForm,
  chosen: Options,
): Generator<Ask<{ readonly answer: string }>> {
  const { task, skill } = request;
  // Labels are what they are; free texts may say the same in another case.
  const keyOf = task.kind === 'classification' ? (label: string) => label : looseKey;
  for (const row of rows) {
    yield {
      ...asking(teacherLabelPrompt, {
        instructions: task.instructions,
        skill: `${skill.id}: ${skill.description}`,
        answer: form.told,
        input: conversation(row.input),
      }),
      schema: z.strictObject({ answer: form.schema }),
      params: { source: row.source, row: row.row, licence: row.licence },
      parents: [],
      cluster: 'parent',
      size: 1,
      samples: chosen.samples,
      asksConfidence: chosen.logprobs,
      mayBringNothing: true,
      drafts(_, answers) {
        const majority = majorityOf(answers, chosen.samples, keyOf);
        const reason = tooUnsure(majority, chosen);
        if (reason === null) return [draftOf(row, majority, form)];
        request.passedOver(reason);
        return [];
      },
    };
  }
}

/** Why the answer cannot be relied upon, as the accounts of the cell name it; null where it can. */
function tooUnsure(
  { agreement, meanLogprob, margin, by }: Majority,
  { minAgreement, minMeanLogprob, minMargin }: Options,
): string | null {
  if (agreement < minAgreement) return 'low-agreement';
  const isBelow = (value: number | null, least: number | null, name: string) => {
    if (least === null) return false;
    if (value !== null) return value < least;
    throw fault(
      'GENERATOR_INPUT',
      `teacher-label: \`${name}\` needs log-probabilities that ${by.model} does not give`,
      {
        hint: 'take `minAgreement` alone, or another model',
      },
    );
  };
  if (isBelow(meanLogprob, minMeanLogprob, 'minMeanLogprob')) return 'low-logprob';
  return isBelow(margin, minMargin, 'minMargin') ? 'low-margin' : null;
}

function draftOf(row: UnlabelledRow, majority: Majority, form: AnswerForm): Draft {
  const { answer, answers, models, agreement, meanLogprob, margin, by } = majority;
  return {
    text: inputText(row.input),
    inputOf: () => row.input,
    expected: form.toExpected(answer),
    expectedFrom: 'proposed',
    tags: row.tags,
    // Real texts are as long as they are, and in whatever language people wrote them.
    claims: { words: 'any', language: 'any', asFound: true },
    params: { answers, models, agreement, meanLogprob, margin },
    madeOf: row,
    by,
  };
}
