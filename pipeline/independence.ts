import type { Problem } from '../core/errors.ts';
import type { IndependenceException } from '../core/report.ts';
import type { Lineage, ModelUse, Roles } from '../core/suite.ts';
import { relation } from '../models/lineage.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';
import type { YamlPath } from '../suites/yaml-source.ts';
import type { Lineages } from './lineages.ts';

/** A model of a role, with where it comes from. */
export interface KnownModel {
  readonly use: ModelUse;
  readonly lineage: Lineage;
}

/** The models of a suite whose lineage matters, and the related judges that are let through. */
export interface Independence {
  readonly generators: readonly KnownModel[];
  readonly judges: readonly KnownModel[];
  readonly target: KnownModel | null;
  readonly exceptions: readonly IndependenceException[];
}

/**
 * Resolves every lineage and holds judges apart from generators and target, from each other (two of one family have one
 * opinion), and from the baseline too where judges score (`isJudged`).
 * Gives the problems instead where a lineage is not known, or a judge is related without a declared reason.
 */
export async function checkIndependence(
  parsed: ParsedSuite,
  folder: string,
  lineages: Lineages,
  isJudged: boolean,
): Promise<Independence | { readonly problems: readonly Problem[] }> {
  const { models } = parsed.suite;
  const problems: Problem[] = [];
  const known = async (uses: readonly ModelUse[], at: (index: number) => YamlPath) => {
    const models: KnownModel[] = [];
    for (const [index, use] of uses.entries()) {
      const lineage = await lineages.of(use, folder, parsed.locate(at(index)));
      if ('problems' in lineage) problems.push(...lineage.problems);
      else models.push({ use, lineage });
    }
    return models;
  };
  const generators = await known(models.generator, (index) => ['models', 'generator', index]);
  const judges = await known(models.judges, (index) => ['models', 'judges', index]);
  const one = async (use: ModelUse | null, key: string) =>
    (await known(use === null ? [] : [use], () => ['models', key]))[0] ?? null;
  const target = await one(models.target, 'target');
  const baseline = isJudged ? await one(models.baseline, 'baseline') : null;
  if (problems.length > 0) return { problems };
  const related = [
    ...relatedJudges(judges, [...generators, ...[target, baseline].flatMap((model) => model ?? [])]),
    ...judges.flatMap((judge, index) => relatedJudges([judge], judges.slice(0, index))),
  ];
  if (related.length > 0 && models.allowSharedFamily === null) {
    return { problems: related.map((pair) => relatedProblem(pair, models, parsed)) };
  }
  const reason = models.allowSharedFamily ?? '';
  return {
    generators,
    judges,
    target,
    exceptions: related.map(({ judge, other }) => ({ reason, judge, other })),
  };
}

/** Two related models, by their refs, and what they share. */
export interface RelatedPair {
  readonly judge: string;
  readonly other: string;
  readonly shared: string;
}

/** Every judge that shares vendor, family, base or teacher with one of the others. */
export function relatedJudges(
  judges: readonly KnownModel[],
  others: readonly KnownModel[],
): readonly RelatedPair[] {
  return judges.flatMap((judge) =>
    others.flatMap((other) => {
      const shared = relation(judge.lineage, other.lineage);
      return shared === null ? [] : [{ judge: judge.use.use, other: other.use.use, shared }];
    }),
  );
}

function relatedProblem(pair: RelatedPair, models: Roles, parsed: ParsedSuite): Problem {
  const index = models.judges.findLastIndex((use) => use.use === pair.judge);
  const isJudge = models.judges.some((use) => use.use === pair.other);
  const consequence = isJudge ? ', and do not count as two' : '';
  return {
    code: 'LINEAGE_RELATED',
    message: `the judge ${pair.judge} is related to ${pair.other}: they share ${pair.shared}${consequence}`,
    place: parsed.locate(['models', 'judges', index]),
    hint: 'take a judge of another family, or write `models.allowSharedFamily: "<reason>"`, which every report prints first',
  };
}
