import { HeldoutError, type Place, type Problem } from '../core/errors.ts';
import type { IndependenceException } from '../core/report.ts';
import type { Lineage, ModelUse, Roles } from '../core/suite.ts';
import { relation, resolveLineage } from '../models/lineage.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';
import type { YamlPath } from '../suites/yaml-source.ts';

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
 * Resolves every lineage and holds judges apart from generators and target.
 * Gives the problems instead where a lineage is not known, or a judge is related without a declared reason.
 */
export function checkIndependence(
  parsed: ParsedSuite,
): Independence | { readonly problems: readonly Problem[] } {
  const { models } = parsed.suite;
  const problems: Problem[] = [];
  const known = (use: ModelUse, at: YamlPath): KnownModel[] => {
    const lineage = lineageOrProblems(use, parsed.locate(at));
    if ('problems' in lineage) problems.push(...lineage.problems);
    else return [{ use, lineage }];
    return [];
  };
  const generators = models.generator.flatMap((use, index) => known(use, ['models', 'generator', index]));
  const judges = models.judges.flatMap((use, index) => known(use, ['models', 'judges', index]));
  const [target = null] = models.target === null ? [] : known(models.target, ['models', 'target']);
  if (problems.length > 0) return { problems };
  const related = relatedJudges(judges, [...generators, ...(target === null ? [] : [target])]);
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

/** The lineage of a model, or what is wrong with it. */
export function lineageOrProblems(
  use: ModelUse,
  place: Place | null,
): Lineage | { readonly problems: readonly Problem[] } {
  try {
    return resolveLineage(use);
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    return { problems: error.problems.map((problem) => ({ ...problem, place: problem.place ?? place })) };
  }
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
  const index = models.judges.findIndex((use) => use.use === pair.judge);
  return {
    code: 'LINEAGE_RELATED',
    message: `the judge ${pair.judge} is related to ${pair.other}: they share ${pair.shared}`,
    place: parsed.locate(['models', 'judges', index]),
    hint: 'take a judge of another family, or write `models.allowSharedFamily: "<reason>"`, which every report prints first',
  };
}
