import type { Case } from '../../core/case.ts';
import { fault, HeldoutError } from '../../core/errors.ts';
import { refOfJudge } from '../../core/judging.ts';
import type { IndependenceException } from '../../core/report.ts';
import type { TargetIdentity } from '../../core/run.ts';
import type { Lineage, ModelUse } from '../../core/suite.ts';
import { relation } from '../../models/lineage.ts';
import { type KnownModel, relatedJudges } from '../independence.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { identifyTarget } from '../target-identity.ts';
import { weightsOf } from '../weights-of.ts';

/** The model to run, where its ref's paths start, and the related judges that are let through. */
export interface ChosenTarget {
  readonly use: ModelUse;
  readonly from: string;
  readonly identity: TargetIdentity;
  readonly exceptions: readonly IndependenceException[];
}

/**
 * The target of a run: `ref` (paths relative to the working folder) or else `models.target`. A ref without a lineage
 * of its own keeps the one declared under `models.target`, and any ref is asked as that says. Its relation to the suite's judges, and to those that
 * admitted the cases, is checked as at load.
 */
export async function chooseTarget(
  loaded: LoadedSuite,
  cases: readonly Case[],
  ref: string | undefined,
  workingFolder: string,
): Promise<ChosenTarget> {
  const declared = loaded.suite.models.target;
  if (ref === undefined && declared === null) {
    const hint = 'name one with `--target REF`, or write `models.target` in the suite';
    throw fault('TARGET_MISSING', 'no target is named', { hint });
  }
  const use =
    ref === undefined && declared !== null
      ? declared
      : { ...declared, use: ref ?? '', lineage: declared?.lineage ?? null };
  const from = ref === undefined ? loaded.folder : workingFolder;
  const isJudged = allJudges(loaded, cases).length > 0;
  const lineage = await targetLineage(loaded, { use, from }, ref !== undefined, isJudged);
  const told = identifyTarget(use, lineage, { from, suiteFolder: loaded.folder });
  const identity = await withWeights(loaded, told);
  return { use, from, identity, exceptions: checkTarget(loaded, cases, identity) };
}

/**
 * Holds a target apart from the suite's judges and from those that admitted the cases. Gives the related ones that
 * are let through; throws LINEAGE_RELATED where none may be.
 */
export function checkTarget(
  loaded: LoadedSuite,
  cases: readonly Case[],
  { ref, lineage }: TargetIdentity,
): readonly IndependenceException[] {
  if (lineage === null) return [];
  const related = relatedJudges(allJudges(loaded, cases), [{ use: { use: ref, lineage: null }, lineage }]);
  const { allowSharedFamily } = loaded.suite.models;
  const [first] = related;
  if (first !== undefined && allowSharedFamily === null) {
    throw fault(
      'LINEAGE_RELATED',
      `the judge ${first.judge} is related to the target ${ref}: they share ${first.shared}`,
      {
        place: loaded.parsed.locate(['models']),
        hint: 'judge the cases by a model of another family, or write `models.allowSharedFamily: "<reason>"`',
      },
    );
  }
  return related.map(({ judge, other }) => ({ reason: allowSharedFamily ?? '', judge, other }));
}

/**
 * The baseline that the suite names, as a target of its own; its lineage may be unknown where no judge rules on it, which
 * loading the suite has looked after.
 */
export async function namedBaseline(loaded: LoadedSuite, use: ModelUse): Promise<ChosenTarget> {
  const lineage = await loaded.lineages.of(use, loaded.folder, null);
  const known = 'problems' in lineage ? null : lineage;
  const told = identifyTarget(use, known, { from: loaded.folder, suiteFolder: loaded.folder });
  return { use, from: loaded.folder, identity: await withWeights(loaded, told), exceptions: [] };
}

/** The identity with the weights that an Ollama name stands for today. A replay asks nobody. */
async function withWeights(loaded: LoadedSuite, identity: TargetIdentity): Promise<TargetIdentity> {
  const weights = await weightsOf(loaded, identity.ref);
  return weights === null ? identity : { ...identity, weights };
}

/** Judges of the suite, and those whose verdicts the cases carry. */
function allJudges(loaded: LoadedSuite, cases: readonly Case[]): readonly KnownModel[] {
  const known = new Map(loaded.independence.judges.map((judge) => [judge.use.use, judge]));
  for (const { by, lineage } of cases.flatMap((item) => item.verdicts)) {
    const name = refOfJudge(by);
    if (lineage !== null && !known.has(name)) known.set(name, { use: { use: name, lineage: null }, lineage });
  }
  return [...known.values()];
}

async function targetLineage(
  { lineages, parsed }: LoadedSuite,
  { use, from }: { readonly use: ModelUse; readonly from: string },
  isNamedHere: boolean,
  isNeeded: boolean,
): Promise<Lineage | null> {
  const own = isNamedHere ? await lineages.of({ use: use.use, lineage: null }, from, null) : null;
  if (own !== null && !('problems' in own)) return own;
  const declared = await lineages.of(use, from, parsed.locate(['models']));
  if (!('problems' in declared)) return declared;
  const [first, ...rest] = declared.problems;
  if (first === undefined || (!isNeeded && first.code === 'LINEAGE_UNKNOWN')) return null;
  throw new HeldoutError([first, ...rest]);
}

/** The generators whose distribution the target has seen: they are related to its teacher. */
export function generatorsOfTeacher(
  loaded: LoadedSuite,
  cases: readonly Case[],
  target: TargetIdentity,
): readonly string[] {
  const teacher = target.lineage?.teacher ?? null;
  if (teacher === null) return [];
  const taught: Lineage = { vendor: null, family: teacher, base: teacher, teacher: null };
  const generators = new Map(loaded.independence.generators.map(({ use, lineage }) => [use.use, lineage]));
  for (const { provenance } of cases) {
    if (provenance.kind === 'generated' && provenance.model !== null && provenance.lineage !== null) {
      generators.set(provenance.model, provenance.lineage);
    }
  }
  return [...generators].filter(([, lineage]) => relation(lineage, taught) !== null).map(([name]) => name);
}
