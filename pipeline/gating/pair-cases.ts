import type { Case, CaseId } from '../../core/case.ts';
import type { Suite } from '../../core/suite.ts';
import type { PairedCase, ScorePair } from '../../gate/paired-case.ts';
import type { CaseScore } from '../../runner/case-score.ts';
import type { Arena } from '../arena/compare-runs.ts';
import { pairedShares } from '../arena/paired-shares.ts';
import type { ScoredRun } from './scored-run.ts';

type Labels = ReadonlyMap<CaseId, Pick<PairedCase, 'human' | 'drawn'>>;

/** What pairs are made of. */
export interface PairSources {
  readonly suite: Suite;
  readonly cases: readonly Case[];
  readonly candidate: ScoredRun;
  readonly baseline: ScoredRun;
  /** null where no skill compares outputs. */
  readonly arena: Arena | null;
  readonly labels: Labels;
}

/** What both runs scored on every case of the dataset, or what their outputs were worth beside each other. */
export function pairCases(sources: PairSources): readonly PairedCase[] {
  return sources.cases.map((item) => ({
    caseId: item.id,
    origin: item.origin,
    cluster: item.cluster,
    ...secondClusterOf(sources.suite, item),
    skill: item.cell.skill,
    edgeCase: item.cell.edgeCase,
    tags: item.tags,
    ...(sources.arena?.skills.has(item.cell.skill) === true
      ? comparedPair(sources.arena, item)
      : scoredPair(sources, item)),
    ...sources.labels.get(item.id),
  }));
}

type Scores = Pick<PairedCase, 'candidate' | 'baseline' | 'attempts' | 'withoutFamily'>;

function scoredPair({ candidate, baseline }: PairSources, { id }: Case): Scores {
  const pairWithout = (leftOut?: string): ScorePair => ({
    candidate: measured(candidate.scoreOf(id, leftOut)),
    baseline: measured(baseline.scoreOf(id, leftOut)),
  });
  const families = [...new Set([candidate, baseline].flatMap((run) => run.familiesOf(id)))];
  const repeats = Math.max(candidate.header.repeats, baseline.header.repeats);
  return {
    ...pairWithout(),
    ...(repeats === 1
      ? {}
      : { attempts: { candidate: candidate.attemptsOf(id), baseline: baseline.attemptsOf(id) } }),
    ...withoutFamily(families, pairWithout),
  };
}

function comparedPair({ duels }: Arena, { id }: Case): Scores {
  const own = duels.get(id) ?? [];
  const none: ScorePair = { candidate: null, baseline: null };
  const families = own.flatMap((duel) =>
    duel.status === 'compared' ? duel.votes.map(({ family }) => family) : [],
  );
  return {
    ...(pairedShares(own) ?? none),
    ...withoutFamily([...new Set(families)], (family) => pairedShares(own, family) ?? none),
  };
}

/** Left out where no judge had a say. */
function withoutFamily(
  families: readonly string[],
  pairWithout: (family: string) => ScorePair,
): Pick<PairedCase, 'withoutFamily'> {
  if (families.length === 0) return {};
  return { withoutFamily: Object.fromEntries(families.map((family) => [family, pairWithout(family)])) };
}

function measured(score: CaseScore): number | null {
  return score.status === 'scored' ? score.value : null;
}

/**
 * What a case has in common with cases of other clusters: a persona that was made up is one of many that could have been: what it does to a model it does to all its cases.
 * Personas that the suite lists are all that are meant.
 */
export function secondClusterOf(suite: Suite, { origin, cell }: Case): Pick<PairedCase, 'secondCluster'> {
  const persona = cell.attributes?.['persona'];
  if (origin !== 'synthetic' || persona === undefined) return {};
  const edgeCases = suite.skills.find(({ id }) => id === cell.skill)?.edgeCases ?? [];
  const own = edgeCases.find(({ id }) => id === cell.edgeCase)?.attributes ?? suite.attributes;
  const declared = own?.['persona'];
  return declared !== undefined && 'sample' in declared ? { secondCluster: `persona ${persona}` } : {};
}
