import { z } from 'zod';
import type { Candidate, Expected, Ruling } from '../../core/case.ts';
import { edgeCaseTold } from '../../core/edge-case-told.ts';
import { TimeoutError } from '../../core/errors.ts';
import { fenced } from '../../core/fenced.ts';
import type { JudgeModel, Question } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import type { Reading } from '../../core/run.ts';
import type { AdmissionContext, Judge } from '../../core/seams.ts';
import { fillPrompt, type Prompt } from '../../core/writing.ts';
import { assessmentSchema, objectionsOf } from './assessment.ts';
import { blindAnswerForm } from './blind-answer-form.ts';
import { caseTexts, expectedTold } from './case-texts.ts';
import { type Objection, rulingOf, unusable } from './objections.ts';
import { assessPrompt } from './prompts/assess.ts';
import { comparePrompt } from './prompts/compare.ts';
import { solvePrompt } from './prompts/solve.ts';

/** Asks the judge, in the words of the suite. */
interface Interview {
  put<Hole extends string, Value>(
    prompt: Prompt<Hole>,
    values: Readonly<Record<Hole, string>>,
    schema: Question<Value>['schema'],
  ): Promise<Value>;
  /** The model that answered last, where its server says more than its name. */
  answeredBy(): Pick<Ruling, 'answeredBy'>;
}

/**
 * A language model of another family validates a candidate: first it solves it, without seeing what is expected; then it
 * sees that too, answers four yes/no questions and grades how real the text is. Its answer is compared as a target's
 * would be scored, and where words may differ, by a question of its own. A judge that comes to another answer is asked
 * no further, except about a computed case, which only its text can undo. A reply that is not in the form that was asked
 * for decides nothing. The case is material between fences that it cannot forge.
 */
export function validation(model: JudgeModel, reworded: (prompt: Prompt<string>) => Prompt<string>): Judge {
  return {
    async assess(candidate, context, signal) {
      const interview = interviewOf(model, reworded, signal);
      try {
        const ruling = await ruled(candidate, context, interview, signal);
        return { ...ruling, ...interview.answeredBy() };
      } catch (error) {
        const isOfNoUse = error instanceof ReplyError || error instanceof TimeoutError;
        if (!isOfNoUse || signal.aborted) throw error;
        return { ...unusable(error.message), ...interview.answeredBy() };
      }
    },
  };
}

async function ruled(
  candidate: Candidate,
  context: AdmissionContext,
  interview: Interview,
  signal: AbortSignal,
): Promise<Ruling> {
  const { expectedFrom } = candidate;
  const opinion = await blindOpinion(candidate, context, interview, signal);
  if (opinion.status === 'unscored') return unusable(opinion.reason);
  const disagreement: readonly Objection[] =
    opinion.value === 1 ? [] : [{ code: 'validity', reason: `disagrees: ${opinion.reason}` }];
  if (disagreement.length > 0 && expectedFrom !== 'computed') return rulingOf(disagreement, expectedFrom, '');
  const assessment = await assess(candidate, context, interview);
  return rulingOf(
    [...disagreement, ...objectionsOf(assessment)],
    expectedFrom,
    `agrees: ${opinion.reason}; realism ${assessment.realism} of 5`,
  );
}

/** What the judge answers without seeing what is expected, and whether that is it. */
async function blindOpinion(
  candidate: Candidate,
  context: AdmissionContext,
  interview: Interview,
  signal: AbortSignal,
): Promise<Reading> {
  const { task } = context;
  const form = blindAnswerForm(task, candidate.expected.kind);
  const told = {
    instructions: task.instructions,
    form: form.told,
    case: blockOf(caseTexts(candidate.input)),
  };
  const text = form.textOf(await interview.put(solvePrompt, told, form.schema));
  const reading = await context.score(candidate, { text }, signal);
  if (reading.status === 'scored' && reading.value === 1) return reading;
  return isInWords(candidate.expected) ? compared(candidate, context, text, interview) : reading;
}

/** Kinds of expected values that another wording may meet as well. */
function isInWords({ kind }: Expected): boolean {
  return kind === 'text' || kind === 'facts' || kind === 'behaviour' || kind === 'outcome';
}

const comparison = z.strictObject({ same: z.enum(['yes', 'no']) });

async function compared(
  { input, expected }: Candidate,
  { task }: AdmissionContext,
  text: string,
  interview: Interview,
): Promise<Reading> {
  const {
    expected: fencedExpected,
    answer,
    ...texts
  } = fenced({
    ...caseTexts(input),
    expected: expectedTold(expected),
    answer: text,
  });
  const told = {
    instructions: task.instructions,
    case: Object.values(texts).join('\n\n'),
    expected: fencedExpected,
    answer,
  };
  const { same } = await interview.put(comparePrompt, told, comparison);
  const words = `answered ${JSON.stringify(text.slice(0, 200))}`;
  return {
    status: 'scored',
    value: same === 'yes' ? 1 : 0,
    reason: same === 'yes' ? `${words}, which says the same` : `${words}, which does not say the same`,
    answer: text,
  };
}

async function assess(
  candidate: Candidate,
  { task, skill, edgeCase }: AdmissionContext,
  interview: Interview,
) {
  const { expected, ...texts } = fenced({
    ...caseTexts(candidate.input),
    expected: expectedTold(candidate.expected),
  });
  const told = {
    instructions: task.instructions,
    skill: `${skill.id}: ${skill.description}`,
    edge: edgeCaseTold(edgeCase),
    case: Object.values(texts).join('\n\n'),
    expected,
  };
  return interview.put(assessPrompt, told, assessmentSchema);
}

function blockOf(texts: Readonly<Record<string, string>>): string {
  return Object.values(fenced(texts)).join('\n\n');
}

function interviewOf(
  model: JudgeModel,
  reworded: (prompt: Prompt<string>) => Prompt<string>,
  signal: AbortSignal,
): Interview {
  let last: string | null = null;
  return {
    async put(prompt, values, schema) {
      const own = reworded(prompt);
      const messages = fillPrompt<string>(own, values);
      const { value, answeredBy } = await model.ask({ prompt: own, messages, schema, attempt: 0 }, signal);
      last = answeredBy;
      return value;
    },
    answeredBy: () => (last === null || model.id.includes(last) ? {} : { answeredBy: last }),
  };
}
