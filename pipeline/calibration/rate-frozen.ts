import type { Case, Reject } from '../../core/case.ts';
import type { FrozenItem, FrozenRating, FrozenSet } from '../../core/drift.ts';
import type { Spend } from '../../core/report.ts';
import type { AdmissionContext, Claims } from '../../core/seams.ts';
import { readScores } from '../../runner/perform-trial.ts';
import { totalSpend } from '../call-meter.ts';
import { admissionContexts } from '../generation/admission-context.ts';
import { casePool } from '../generation/case-pool.ts';
import { openJudges } from '../generation/open-judges.ts';
import { ask, type ModelJudge } from '../generation/panel.ts';
import { casesOf, loadRealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { planSuite } from '../planning/plan-suite.ts';
import { judgeIdentities, scorerIdentities } from '../running/fits.ts';
import { openScoring } from '../running/open-scoring.ts';
import { type AnsweredRun, readingVotes, scorerVersions } from './output-votes.ts';

/** What the judges of a suite make of frozen items, and what it cost. */
export interface RatedFrozen {
  readonly ratings: readonly FrozenRating[];
  readonly spend: Spend;
}

/** What a set is rated with. */
interface RateOptions {
  /** What judges made of the set before: who is among them is not asked again. */
  readonly known: readonly Pick<FrozenRating, 'judge' | 'version'>[];
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

const noClaims: Claims = { effect: null, edits: [], maxChangedWords: null, words: 'any', language: 'any' };

/** Has the judges of cases rate the frozen cases, those that have not yet. Asks judge models. */
export async function rateFrozenCases(
  loaded: LoadedSuite,
  set: FrozenSet,
  items: readonly (Case | Reject)[],
  { known, now, signal }: RateOptions,
): Promise<RatedFrozen> {
  const judges = await openJudges(loaded, true);
  try {
    const open = judges.judges.filter(
      ({ name, version }) => !known.some((one) => one.judge === name && one.version === version),
    );
    if (open.length === 0) return { ratings: [], spend: totalSpend([]) };
    const contextOf = await contexts(loaded);
    const byId = new Map(items.map((item) => [item.id, item]));
    const ratings: FrozenRating[] = [];
    for (const judge of open) {
      const votes = await inTurn(set.items, loaded.suite.run.concurrency, async ({ caseId }) => {
        const item = byId.get(caseId);
        const context = item === undefined ? null : contextOf(item);
        return item === undefined || context === null ? null : voteOf(judge, item, context, signal);
      });
      const { name, version } = judge;
      ratings.push({ kind: 'rating', about: 'case', judge: name, version, at: now().toISOString(), votes });
    }
    return { ratings, spend: judges.spend() };
  } finally {
    await judges.close();
  }
}

/** Has the scorers rate the frozen answers, those that have not yet. Asks the judge models that they ask. */
export async function rateFrozenOutputs(
  loaded: LoadedSuite,
  set: FrozenSet,
  cases: readonly Case[],
  runs: readonly AnsweredRun[],
  { known, now, signal }: RateOptions,
): Promise<RatedFrozen> {
  const judges = judgeIdentities(loaded);
  const header = { scorers: scorerIdentities(loaded), ...(judges === null ? {} : { judges }) };
  const versions = scorerVersions(header).filter((version) => !known.some((one) => one.version === version));
  if (versions.length === 0) return { ratings: [], spend: totalSpend([]) };
  const byId = new Map(cases.map((item) => [item.id, item]));
  const byRun = new Map(runs.map((run) => [run.header.id, run.answers]));
  const outputOf = ({ caseId, run, output }: FrozenItem) => {
    const answer = byRun.get(run ?? '')?.get(caseId);
    return answer?.digest === output ? (answer.output ?? null) : null;
  };
  const scoring = await openScoring(loaded, true);
  try {
    const rated = new Map<string, FrozenRating & { readonly votes: (number | null)[] }>();
    const readings = await inTurn(set.items, loaded.suite.run.concurrency, async (item) => {
      const [subject, output] = [byId.get(item.caseId), outputOf(item)];
      if (subject === undefined || output === null) return [];
      const scores = await readScores(scoring.scorersOf(subject), subject, output, signal);
      signal.throwIfAborted();
      return (scores ?? []).flatMap((reading) => readingVotes(reading, header, subject.cell.skill));
    });
    for (const [at, votes] of readings.entries()) {
      for (const { judge, version, value } of votes.filter((vote) => versions.includes(vote.version))) {
        const key = `${judge}\n${version}`;
        const empty = set.items.map((): number | null => null);
        const head = { kind: 'rating', about: 'output', judge, version, at: now().toISOString() } as const;
        const rating = rated.get(key) ?? { ...head, votes: empty };
        rating.votes[at] = value;
        rated.set(key, rating);
      }
    }
    return { ratings: [...rated.values()], spend: scoring.spend() };
  } finally {
    await scoring.close();
  }
}

async function voteOf(
  judge: ModelJudge,
  item: Case | Reject,
  context: AdmissionContext,
  signal: AbortSignal,
): Promise<number | null> {
  const { code } = await ask(judge, item, context, signal);
  return code === 'judge-unusable' ? null : code === null ? 1 : 0;
}

/** What a judge is told beside a case; null where its cell is gone. */
async function contexts(loaded: LoadedSuite): Promise<(item: Case | Reject) => AdmissionContext | null> {
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const pool = casePool(
    { heldout: casesOf(real.heldout), seeds: casesOf(real.seeds) },
    { cases: [], rejects: [] },
  );
  const contextOf = await admissionContexts(loaded, real, pool);
  const plans = planSuite(loaded, 0);
  return (item) => {
    const { skill, edgeCase } = item.cell;
    const plan = plans.find((one) => one.skill.id === skill && one.edgeCase.id === edgeCase);
    const { id, cluster } = item;
    const signed = { candidate: item, id, cluster, parents: [], claims: noClaims, licence: null };
    return plan === undefined ? null : contextOf(plan, signed);
  };
}

/** Results in order, so many under way at a time. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  perform: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(perform))));
  return results;
}
