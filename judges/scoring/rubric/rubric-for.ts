import type { Expected } from '../../../core/case.ts';
import type { Criterion, RubricOptions } from './options.ts';

/** A rubric as one case has it: the criteria of the suite, and its facts with those of the case. */
export interface CaseRubric {
  readonly criteria: readonly Criterion[];
  readonly must: readonly string[];
  readonly mustNot: readonly string[];
}

/** The rubric for a case; null where there would be nothing to vote on. */
export function rubricFor(options: RubricOptions, expected: Expected): CaseRubric | null {
  const own = expected.kind === 'facts' ? expected : { must: [], mustNot: [] };
  const must = [...options.must, ...own.must];
  const mustNot = [...options.mustNot, ...own.mustNot];
  const { criteria } = options;
  return criteria.length + must.length + mustNot.length === 0 ? null : { criteria, must, mustNot };
}

/** The name that a fact has in questions and answers; numbers start at 1. */
export function factName(index: number): string {
  return `fact-${index + 1}`;
}

/** Criteria as a judge reads them, with the levels that they offer. */
export function criteriaText(criteria: readonly Criterion[]): string {
  return criteria
    .map(({ id, description, levels }) =>
      [`Criterion ${id}: ${description}`, ...levels.map((one) => `- ${one.id}: ${one.description}`)].join(
        '\n',
      ),
    )
    .join('\n\n');
}

/** Facts as a judge reads them, each on a line of its own whatever it holds. */
export function factsText(facts: readonly string[]): string {
  return facts.map((fact, index) => `${factName(index)}: ${JSON.stringify(fact)}`).join('\n');
}
