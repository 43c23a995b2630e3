import { canonicalJson, type Json } from '../../core/json.ts';
import type { PartIdentity, RunHeader, TargetIdentity } from '../../core/run.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { isLanguageModel } from '../open-judge-models.ts';
import { asksJudges } from '../parts.ts';
import { identifyTarget } from '../target-identity.ts';

/**
 * Why the scores of a run cannot stand beside those of the suite as it is now, or null when they can: another dataset,
 * other scorers, other judges, judges that were asked in other words.
 */
export function misfit(header: RunHeader, loaded: LoadedSuite, { dataset }: LoadedDataset): string | null {
  if (header.suite.id !== loaded.suite.id) return `it is a run of the suite ${header.suite.id}`;
  if (header.dataset.digest !== dataset.digest) return 'the dataset has changed since';
  const now = scorerIdentities(loaded);
  const [before, after] = [header.scorers, now].map((scorers) => keyOf(mapped(scorers, withoutPrompts)));
  if (before !== after) return 'the scorers have changed since';
  const reworded = changedPrompts(header.scorers, now);
  if (reworded.length > 0) return `judges are asked in other words since: ${reworded.join(', ')}`;
  const judges = judgeIdentities(loaded) ?? [];
  if (judgesKey(header.judges ?? []) === judgesKey(judges)) return null;
  return `other judges scored it: ${namesOf(header.judges ?? [])}, and now it is ${namesOf(judges)}`;
}

/** What to do about a run that does not fit: its outputs can be graded again where they answer the same cases. */
export function mend(
  { id, target, dataset, task }: RunHeader,
  loaded: LoadedSuite,
  data: LoadedDataset,
): string {
  const isSame = dataset.digest === data.dataset.digest && task === loaded.taskDigest;
  return isSame
    ? `grade its outputs again: \`heldout run ${shellWord(loaded.file)} --regrade ${id}\``
    : `run the target again: \`heldout run ${shellWord(loaded.file)} --target ${shellWord(target.ref)}\``;
}

/** The scorers of every skill, as a run's header holds them. */
export function scorerIdentities({ scorers }: LoadedSuite): RunHeader['scorers'] {
  return Object.fromEntries([...scorers].map(([skill, own]) => [skill, own.map(({ identity }) => identity)]));
}

/** The judge models that the scorers of a suite ask; null where none asks any. */
export function judgeIdentities(loaded: LoadedSuite): readonly TargetIdentity[] | null {
  return [...loaded.scorers.values()].flat().some(asksJudges) ? languageJudges(loaded) : null;
}

/** The judges of a suite that are language models, told as targets are. */
export function languageJudges({ independence, folder }: LoadedSuite): readonly TargetIdentity[] {
  return independence.judges
    .filter(isLanguageModel)
    .map(({ use, lineage }) => identifyTarget(use, lineage, { from: folder, suiteFolder: folder }));
}

function mapped<Value>(scorers: RunHeader['scorers'], of: (identity: PartIdentity) => Value) {
  return Object.fromEntries(Object.entries(scorers).map(([skill, own]) => [skill, own.map(of)]));
}

function withoutPrompts({ prompts: _, ...identity }: PartIdentity): PartIdentity {
  return identity;
}

/** The names of the prompts whose words differ; of equal scorers. */
function changedPrompts(before: RunHeader['scorers'], now: RunHeader['scorers']): readonly string[] {
  const [old, own] = [before, now].map(
    (scorers) => new Map(Object.values(scorers).flatMap((all) => all.flatMap(promptsOf))),
  );
  const names = new Set([...(old?.keys() ?? []), ...(own?.keys() ?? [])]);
  return [...names].filter((name) => old?.get(name) !== own?.get(name));
}

function promptsOf({ prompts = {} }: PartIdentity): readonly (readonly [string, string])[] {
  return Object.entries(prompts);
}

/** Where a model comes from may be told better some day; who it is stays the same. */
function judgesKey(judges: readonly TargetIdentity[]): string {
  return keyOf(judges.map(({ ref, digest }) => [ref, digest]));
}

function namesOf(judges: readonly TargetIdentity[]): string {
  const names = judges.map(({ ref, digest }) => (digest === null ? ref : `${ref} (${digest.slice(0, 8)})`));
  return names.length === 0 ? 'no model' : names.join(', ');
}

function keyOf(value: object): string {
  // Identities are plain data by their types; JSON has no narrower name for that.
  return canonicalJson(value as unknown as Json);
}
