import type { Candidate, Verdict } from '../../core/case.ts';
import type { AdmissionContext, Judge } from '../../core/seams.ts';
import type { EdgeCase, Lineage, Task } from '../../core/suite.ts';
import { judges as defaultJudges } from '../../judges/admission/index.ts';
import { isOpen, panelRuling, withoutFamilies } from '../../judges/admission/panel-ruling.ts';
import { findPart, type Registry } from '../parts.ts';

/** A judge under the name that its verdicts carry. */
export interface NamedJudge {
  readonly name: string;
  readonly version: string;
  readonly lineage: Lineage | null;
  readonly judge: Judge;
}

/** A model that judges. */
export interface ModelJudge extends NamedJudge {
  readonly lineage: Lineage;
  /** false: it answers blind and says nothing of the case itself. */
  readonly assesses: boolean;
}

/** Rules first, in order and until one refuses; then the models, if any. */
export interface Panel {
  readonly rules: readonly NamedJudge[];
  /** An even number, or a single one: all of them vote. */
  readonly voters: readonly ModelJudge[];
  /** Asked where the others leave it open. */
  readonly tieBreaker: ModelJudge | null;
}

/** The default panel, the edge case's own judges, and the models; of three or five the last one breaks ties. */
export function makePanel(
  edgeCase: EdgeCase,
  registry: Registry,
  task: Task,
  models: readonly ModelJudge[],
): Panel {
  const own = edgeCase.judges.map((ref) => ({ part: findPart(registry.judges, ref), options: ref.with }));
  const all = [...defaultJudges.map((part) => ({ part, options: {} })), ...own];
  const rules = all.map(({ part, options }) => ({
    name: part.name,
    version: part.version,
    lineage: null,
    judge: part.create(options, { task }),
  }));
  const isOdd = models.length > 2 && models.length % 2 === 1;
  return {
    rules,
    voters: isOdd ? models.slice(0, -1) : models,
    tieBreaker: isOdd ? (models.at(-1) ?? null) : null,
  };
}

/** Lets the rules speak until one refuses. */
export async function askRules(
  panel: Pick<Panel, 'rules'>,
  candidate: Candidate,
  context: AdmissionContext,
  signal: AbortSignal,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const rule of panel.rules) {
    const verdict = await ask(rule, candidate, context, signal);
    verdicts.push(verdict);
    if (verdict.status !== 'accepted') break;
  }
  return verdicts;
}

/**
 * Lets the models vote, at the same time, and the tie-breaker where they leave it open. Gives the votes, and last what
 * they come to with what it would have been without each family; a single judge's word stands alone. Empty without models.
 */
export async function askModels(
  { voters, tieBreaker }: Pick<Panel, 'voters' | 'tieBreaker'>,
  candidate: Candidate,
  context: AdmissionContext,
  signal: AbortSignal,
): Promise<readonly Verdict[]> {
  const [first, ...rest] = await Promise.all(voters.map((voter) => ask(voter, candidate, context, signal)));
  if (first === undefined) return [];
  const isSettled = tieBreaker === null || !isOpen([first, ...rest]);
  const votes = [
    first,
    ...rest,
    ...(isSettled ? [] : [await ask(tieBreaker, candidate, context, signal)]),
  ] as const;
  if (votes.length === 1) return votes;
  const signature = { by: 'panel', version: '1', lineage: null, withoutFamily: withoutFamilies(votes) };
  return [...votes, { ...panelRuling(votes), ...signature }];
}

/** One judge's ruling, signed. */
export async function ask(
  { name, version, lineage, judge }: NamedJudge,
  candidate: Candidate,
  context: AdmissionContext,
  signal: AbortSignal,
): Promise<Verdict> {
  return { ...(await judge.assess(candidate, context, signal)), by: name, version, lineage };
}
