import type { PartIdentity } from '../../core/run.ts';
import type { Comparer } from '../../core/seams.ts';
import type { Suite } from '../../core/suite.ts';
import { identityOf, type Registry } from '../parts.ts';

/** What compares the outputs of two runs, as a skill uses it. */
export interface SkillComparer {
  readonly comparer: Comparer;
  readonly identity: PartIdentity;
}

/** The comparers of a suite, by skill; skills with scorers are left out. */
export function skillComparers(suite: Suite, registry: Registry): ReadonlyMap<string, SkillComparer> {
  return new Map(
    suite.skills.flatMap((skill) =>
      (skill.score ?? suite.score).flatMap((ref) => {
        const part = registry.comparers.find(({ name }) => name === ref.use);
        if (part === undefined) return [];
        const comparer = part.create(ref.with, { task: suite.task });
        return [[skill.id, { comparer, identity: identityOf(part, ref, suite) }] as const];
      }),
    ),
  );
}
