import type { Case, Origin } from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { labelledItem } from '../../core/label.ts';
import type { RunHeader, ScorerReading } from '../../core/run.ts';
import type { Lineage } from '../../core/suite.ts';
import type { AuthoredAnswer } from '../../judges/calibration/self-preference.ts';
import { relation } from '../../models/lineage.ts';
import { caseScore } from '../../runner/case-score.ts';
import type { RunAnswer, RunAnswers } from '../labelling/run-answers.ts';
import type { MeasuredJudge } from './measured-judge.ts';

/** A run with what it answered. */
export interface AnsweredRun {
  readonly header: RunHeader;
  readonly answers: RunAnswers;
}

/** An answer that a judge and people spoke of. */
export interface JudgedOutput extends AuthoredAnswer {
  /** The ref of the model that answered. */
  readonly model: string;
  readonly origin: Origin;
  /** null where what was answered is not on this machine. */
  readonly words: number | null;
}

/** A scorer, or a judge model of one, with what it and people said of the same answers. */
export interface OutputJudge extends MeasuredJudge {
  readonly items: readonly JudgedOutput[];
}

/** What the gate counts a case with: the lowest score. */
export const allScorers = 'all scorers';

/**
 * What scorers, and the judge models that they ask, said of answers that people labelled, in all runs; each answer of a
 * model once. A scorer with other options, prompts or judges is another one.
 */
export function outputVotes(
  runs: readonly AnsweredRun[],
  cases: readonly Case[],
  human: ReadonlyMap<string, number>,
): readonly OutputJudge[] {
  const byId = new Map(cases.map((item) => [item.id, item]));
  const judges = new Map<string, MeasuredJudge & { readonly items: Map<string, JudgedOutput> }>();
  const add = (vote: Vote, item: Case, digest: string, words: number | null, { target }: RunHeader) => {
    const { judge, version, lineage, value } = vote;
    const label = human.get(labelledItem({ caseId: item.id, output: digest }));
    if (label === undefined) return;
    const key = `${judge}\n${version}`;
    const entry = judges.get(key) ?? { about: 'output', judge, version, lineage, items: new Map() };
    judges.set(key, entry);
    const isOwn = lineage !== null && target.lineage !== null && relation(lineage, target.lineage) !== null;
    const name = labelledItem({ caseId: item.id, output: digest });
    const { id: caseId, cluster, origin } = item;
    entry.items.set(`${target.ref}\n${name}`, {
      ...{ item: name, caseId, cluster, origin, words, isOwn },
      ...{ model: target.ref, judged: value, human: label },
    });
  };
  for (const { header, answers } of runs) {
    for (const [caseId, answer] of answers) {
      const item = byId.get(caseId);
      if (item === undefined || answer.digest === null) continue;
      const words = wordsIn(answer);
      for (const vote of votesOf(answer, header, item)) add(vote, item, answer.digest, words, header);
    }
  }
  return [...judges.values()].map(({ items, ...judge }) => ({ ...judge, items: [...items.values()] }));
}

/** One word on one answer. */
export interface Vote extends Pick<MeasuredJudge, 'judge' | 'version' | 'lineage'> {
  readonly value: number;
}

function votesOf({ scores }: RunAnswer, header: RunHeader, { cell }: Case): readonly Vote[] {
  const votes = scores.flatMap((reading) => readingVotes(reading, header, cell.skill));
  const score = caseScore([{ status: 'completed', scores }], 1);
  if (score.status !== 'scored') return votes;
  const version = scoringVersion(header, cell.skill);
  return [...votes, { judge: allScorers, version, lineage: null, value: score.value }];
}

/** What a scorer read, as the words of whoever spoke: the scorer, and each judge model that it asked. */
export function readingVotes(
  reading: ScorerReading,
  header: Pick<RunHeader, 'scorers' | 'judges'>,
  skill: string,
): readonly Vote[] {
  if (reading.status === 'unscored') return [];
  const { scorer, value, votes = [] } = reading;
  const version = versionOf(header, skill, scorer);
  const own = { judge: scorer, version, lineage: null, value };
  const byModels = votes.map((vote) => ({
    judge: `${scorer} by ${vote.judge}`,
    version,
    lineage: lineageOf(header, vote),
    value: vote.value,
  }));
  const [only] = byModels;
  // The word of a single judge is the scorer's.
  return byModels.length === 1 && only !== undefined ? [only] : [own, ...byModels];
}

/** What makes the words of each scorer of each skill other ones. */
export function scorerVersions(header: Pick<RunHeader, 'scorers' | 'judges'>): readonly string[] {
  const named = Object.entries(header.scorers).flatMap(([skill, own]) =>
    own.map(({ name }) => versionOf(header, skill, name)),
  );
  return [...new Set(named)];
}

/** What makes the word of all scorers of a skill together another one. */
export function scoringVersion(header: RunHeader, skill: string): string {
  return versionOf(header, skill, null);
}

/** What makes a scorer's word another one: its own options and prompts, and the judges that it asks. */
function versionOf(
  { scorers, judges = [] }: Pick<RunHeader, 'scorers' | 'judges'>,
  skill: string,
  scorer: string | null,
): string {
  const own = scorers[skill] ?? [];
  const meant = scorer === null ? own : own.filter(({ name }) => name === scorer.replace(/#\d+$/, ''));
  const asked = meant.some(({ prompts }) => prompts !== undefined) ? judges : [];
  const told = { scorers: meant, judges: asked.map(({ ref, digest }) => [ref, digest]) };
  // Identities are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson(told as unknown as Json)).slice(0, 8);
}

function lineageOf(
  { judges = [] }: Pick<RunHeader, 'judges'>,
  vote: { readonly judge: string; readonly family: string },
): Lineage | null {
  const named = judges.find(({ ref }) => ref === vote.judge);
  return (named ?? judges.find(({ lineage }) => lineage?.family === vote.family))?.lineage ?? null;
}

function wordsIn({ output }: RunAnswer): number | null {
  return output === null ? null : (output.text.match(/\S+/g)?.length ?? 0);
}
