import { BudgetError, fault, InfrastructureError, TimeoutError } from '../../core/errors.ts';
import { sureScore } from '../../core/identifier.ts';
import type { JudgeModel } from '../../core/judging.ts';
import { ReplyError } from '../../core/model.ts';
import type { Spend } from '../../core/report.ts';
import type { TargetIdentity } from '../../core/run.ts';
import { type Prompt, reworded } from '../../core/writing.ts';
import { findAll } from '../../curation/pii/find-all.ts';
import { repeatsText } from '../../curation/repeats-text.ts';
import { overlappingTexts } from '../../curation/user-text.ts';
import { type Hypothesis, mostEvidence, type Unwritten } from '../../gaps/hypothesise.ts';
import { askWeakSkill } from '../../judges/diagnosis/weak-skill.ts';
import { weakSkillPrompt } from '../../judges/prompts/weak-skill.ts';
import { inProcessExecutor } from '../../runner/in-process-executor.ts';
import { relatedJudges } from '../independence.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { isLanguageModel, openJudgeModels } from '../open-judge-models.ts';
import { prepareWorkspace } from '../workspace.ts';
import { type FailingRun, type ShownPlace, shownPlaces } from './shown-places.ts';

/**
 * The place, among the language models of `models.judges`, of the first that may judge this target: one that is not related
 * to it, or any where `models.allowSharedFamily` lets it. Throws USAGE where there is none.
 */
export function chooseJudge({ independence, suite, parsed }: LoadedSuite, target: TargetIdentity): number {
  const { ref, lineage } = target;
  const judges = independence.judges.filter(isLanguageModel);
  const of = lineage === null ? [] : [{ use: { use: ref, lineage: null }, lineage }];
  const first = judges.findIndex((judge) => relatedJudges([judge], of).length === 0);
  if (first >= 0) return first;
  if (judges.length > 0 && suite.models.allowSharedFamily !== null) return 0;
  throw fault('USAGE', `\`models.judges\` names no language model that may judge ${ref}`, {
    place: parsed.locate(['models']),
    hint: 'name one of another family, such as `judges: [ollama:qwen3]`, or leave out `--ask`: rules then say what they can',
  });
}

/** What a judge made of the failures. */
interface AskedJudge {
  readonly hypotheses: readonly Hypothesis[];
  readonly asked: { readonly judge: string; readonly spend: Spend };
}

/**
 * The hypotheses of the rules, each in the words of a judge where it gives a usable reason; else the rule's stands and
 * tells why. What repeats a case or holds personal data is refused. The failures that the judge is shown have surrogates
 * in place of personal data where the suite says `data.redact`. When the budget ends the rest is not asked.
 */
export async function askJudge(
  loaded: LoadedSuite,
  at: number,
  found: FailingRun,
  onAsked: (done: number, planned: number) => void,
  signal: AbortSignal,
): Promise<AskedJudge> {
  prepareWorkspace(loaded.workspace);
  const places = await shownPlaces(loaded, found);
  const told = found.data.dataset.cases.flatMap(({ input }) => overlappingTexts(input));
  const repeats = repeatsText([
    ...told,
    ...places.flatMap(({ failures, right }) => [...failures, ...right].map(({ text }) => text)),
  ]);
  const judges = await openJudgeModels(loaded, true);
  try {
    const judge = judges.models[at];
    if (judge === undefined) throw new TypeError(`there is no judge ${at}`);
    const prompt = reworded(weakSkillPrompt, loaded.suite.prompts ?? {});
    const executor = inProcessExecutor(loaded.suite.run.concurrency, async (place: ShownPlace, abort) => {
      try {
        return await asked(judge, prompt, place, repeats, abort);
      } catch (error) {
        const unwritten = abort.aborted ? null : unwrittenBy(error);
        if (unwritten === null) throw error;
        return { ...place.hypothesis, unwritten };
      }
    });
    const written = new Map<string, Hypothesis>();
    for await (const one of executor.run(each(places), signal)) {
      written.set(one.cell, one);
      onAsked(written.size, places.length);
    }
    signal.throwIfAborted();
    return {
      hypotheses: places.map(({ hypothesis }) => written.get(hypothesis.cell) ?? hypothesis),
      asked: { judge: judge.id, spend: judges.spend() },
    };
  } finally {
    await judges.close();
  }
}

async function asked(
  judge: JudgeModel,
  prompt: Prompt<string>,
  { hypothesis, ids, ...cluster }: ShownPlace,
  repeats: (words: string) => boolean,
  signal: AbortSignal,
): Promise<Hypothesis> {
  const found = await askWeakSkill(judge, prompt, cluster, signal);
  if (found === null) return { ...hypothesis, unwritten: 'no-common-reason' };
  const { weakSkill, why } = found;
  const words = `${weakSkill}\n${why}`;
  const [personal = []] = await findAll([{ text: words, before: '' }]);
  if (repeats(words) || personal.some(({ score }) => score >= sureScore))
    return { ...hypothesis, unwritten: 'repeats-case' };
  const evidence = found.evidence.flatMap((number) => ids[number] ?? []).slice(0, mostEvidence);
  return { ...hypothesis, weakSkill, why, evidence, by: judge.id };
}

/** Null for what is no fault of the judge's or the budget's. */
function unwrittenBy(error: unknown): Unwritten | null {
  if (error instanceof ReplyError) return 'malformed';
  if (error instanceof BudgetError) return 'budget';
  return error instanceof TimeoutError || error instanceof InfrastructureError ? 'unreachable' : null;
}

async function* each<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items;
}
