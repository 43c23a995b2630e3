import type { Candidate, Verdict } from '../../core/case.ts';
import type { AdmissionContext, Judge } from '../../core/seams.ts';
import type { EdgeCase, Lineage, Task } from '../../core/suite.ts';
import { decisiveOpinion } from '../../judges/admission/decisive-opinion.ts';
import { judges as defaultJudges } from '../../judges/admission/index.ts';
import { findPart, type Registry } from '../parts.ts';

/** A judge under the name that its verdicts carry. */
export interface NamedJudge {
  readonly name: string;
  readonly version: string;
  readonly lineage: Lineage | null;
  readonly judge: Judge;
}

/** Rules first, in order and until one refuses; then the models, if any. */
export interface Panel {
  readonly rules: readonly NamedJudge[];
  readonly models: readonly NamedJudge[];
}

/** The default panel, the edge case's own judges, and the models that answer blind. */
export function makePanel(
  edgeCase: EdgeCase,
  registry: Registry,
  task: Task,
  models: readonly NamedJudge[],
): Panel {
  const own = edgeCase.judges.map((ref) => ({ part: findPart(registry.judges, ref), options: ref.with }));
  const all = [...defaultJudges.map((part) => ({ part, options: {} })), ...own];
  const rules = all.map(({ part, options }) => ({
    name: part.name,
    version: part.version,
    lineage: null,
    judge: part.create(options, { task }),
  }));
  return { rules, models };
}

/** Lets the rules speak until one refuses. */
export async function askRules(
  panel: Panel,
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

/** Lets every model answer, and gives their opinions, the one that decides last; empty without models. */
export async function askModels(
  panel: Panel,
  candidate: Candidate,
  context: AdmissionContext,
  signal: AbortSignal,
): Promise<readonly Verdict[]> {
  const [first, ...rest] = await Promise.all(
    panel.models.map((model) => ask(model, candidate, context, signal)),
  );
  if (first === undefined) return [];
  const decisive = decisiveOpinion([first, ...rest]);
  return [...[first, ...rest].filter((opinion) => opinion !== decisive), decisive];
}

async function ask(
  { name, version, lineage, judge }: NamedJudge,
  candidate: Candidate,
  context: AdmissionContext,
  signal: AbortSignal,
): Promise<Verdict> {
  return { ...(await judge.assess(candidate, context, signal)), by: name, version, lineage };
}
