import { type Case, cellName, type RejectCode } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import type { ArmResult, GateDecision, SliceResult } from '../../core/gate-decision.ts';
import { groupBy } from '../../core/group-by.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { VersionManifest } from '../../datasets/version-manifest.ts';
import { readVersion } from '../../datasets/versions.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { ScoredRun } from './scored-run.ts';

/** A PASS on fewer cases than this is wrong more often than alphaPass says (statistics.md §9.7 of the design). */
const fewCases = 30;

/** What of a suite is read. */
type NotedSuite = Pick<LoadedSuite, 'suite' | 'file' | 'paths'>;

/** What a reader must know of the dataset before the numbers. */
export function dataNotes(
  loaded: NotedSuite,
  { dataset, version }: Pick<LoadedDataset, 'dataset' | 'version'>,
): readonly string[] {
  const { cases, equalRows } = dataset;
  return [
    ...syntheticHeavy(loaded, cases),
    ...thinCells(loaded, cases),
    ...unjudged(cases),
    ...disputed(cases),
    ...tagsWithoutCases(loaded, cases),
    ...(version === null ? [] : frozenGates(readVersion(loaded.paths, version))),
    ...(equalRows.length === 0
      ? []
      : [
          `${counted(equalRows.length, 'equal row was', 'equal rows were')} left out: the first of each is kept`,
        ]),
  ];
}

/** What was measured of the set when it was frozen, where that fails; nothing is measured anew. */
function frozenGates({ version, set }: VersionManifest): readonly string[] {
  const failed = (set?.gates ?? []).filter(({ status }) => status === 'fail');
  return failed.map(({ gate, reasons }) => `${gate} of version ${version}: ${reasons.join('; ')}`);
}

/** What a reader must know of a verdict: whose word it rests on, and what passed on few cases. */
export function verdictNotes(decision: GateDecision, minHumanPairs: number): readonly string[] {
  return [
    ...judgeNotes(decision),
    ...labelNotes(decision, minHumanPairs),
    ...smallPassNotes(decision),
    ...scorelessNotes(decision),
  ];
}

/** A baseline that failed to answer some of the time is easily matched. */
export function baselineNotes({
  failures,
  header,
}: Pick<ScoredRun, 'failures' | 'header'>): readonly string[] {
  if (failures === 0) return [];
  const trials = `${failures} of the baseline’s ${counted(header.planned, 'trial')}`;
  return [
    `${trials} ended in an error or a time-out and count as wrong: it is easier to be no worse than that`,
  ];
}

function judgeNotes({ status, families }: GateDecision): readonly string[] {
  if (families.length === 0 || families.some((one) => one.status !== status)) return [];
  const names = families.map(({ family }) => family).join(', ');
  return [`the verdict stands without the judges of any one family (${names})`];
}

/** Labels of people that are too few to correct judges. */
function labelNotes({ arms }: GateDecision, minHumanPairs: number): readonly string[] {
  return arms
    .filter(({ labels, humanPairs }) => labels === 'judged' && humanPairs > 0)
    .map(
      ({ origin, humanPairs }) =>
        `people labelled ${counted(humanPairs, `${origin} pair`)}: with ${minHumanPairs} (gate.minHumanPairs) their labels correct the judges`,
    );
}

function smallPassNotes({ status, arms, slices }: GateDecision): readonly string[] {
  const small = [...arms.map((arm) => ({ ...arm, name: arm.origin, critical: true })), ...slices].filter(
    (result: (ArmResult | SliceResult) & { readonly critical: boolean }) =>
      result.critical && result.status === 'pass' && result.n < fewCases,
  );
  if (status !== 'pass' || small.length === 0) return [];
  const names = small.map(({ name, n }) => `${name} (${n})`).join(', ');
  return [`passed on fewer than ${fewCases} cases, where a PASS is wrong up to 7.4 % of the time: ${names}`];
}

/** Critical slices that pass since nothing could be lost there. */
function scorelessNotes({ slices }: GateDecision): readonly string[] {
  return slices
    .filter(
      ({ critical, status, baseline, candidate }) =>
        critical && status === 'pass' && baseline === 0 && candidate === 0,
    )
    .map(
      ({ name, n }) =>
        `${name}: neither the baseline nor the candidate got one right in ${counted(n, 'case')}; PASS says only that it is no worse`,
    );
}

function syntheticHeavy({ suite }: NotedSuite, cases: readonly Case[]): readonly string[] {
  const shares = [...groupBy(cases, (item) => item.cell.skill)].map(([skill, own]) => ({
    skill,
    share: own.filter((item) => item.origin === 'real').length / own.length,
  }));
  const { minRealShare } = suite.gate;
  return shares
    .filter(({ share }) => share < minRealShare)
    .map(
      ({ skill, share }) =>
        `synthetic-heavy: ${percent(share)} of the cases of ${skill} are real (minRealShare ${percent(minRealShare)})`,
    );
}

function thinCells({ suite, file }: NotedSuite, cases: readonly Case[]): readonly string[] {
  const counts = groupBy(
    cases.filter((item) => item.origin === 'synthetic'),
    (item) => cellName(item.cell),
  );
  const thin = suite.skills.flatMap((skill) =>
    skill.edgeCases.flatMap(({ id, quota }) => {
      const n = counts.get(`${skill.id}/${id}`)?.length ?? 0;
      return n < quota ? [`${skill.id}/${id} ${n} of ${quota}`] : [];
    }),
  );
  return thin.length === 0
    ? []
    : [`cells below their quota (\`heldout generate ${shellWord(file)}\` tops up): ${thin.join(', ')}`];
}

function unjudged(cases: readonly Case[]): readonly string[] {
  const synthetic = cases.filter((item) => item.origin === 'synthetic');
  const open = synthetic.filter((item) => !item.verdicts.some((verdict) => verdict.lineage !== null)).length;
  return open === 0
    ? []
    : [
        `${open} of ${counted(synthetic.length, 'synthetic case')} are unjudged: no model of another family saw them`,
      ];
}

/** A computed case stands against a judge, and people should look. */
function disputed(cases: readonly Case[]): readonly string[] {
  const against = (isMeant: (code: RejectCode) => boolean) =>
    cases.filter(({ verdicts }) =>
      verdicts.some(({ status, code }) => status === 'accepted' && code !== null && isMeant(code)),
    );
  const told = (found: readonly Case[], what: (count: string) => string) =>
    found.slice(0, 1).map(({ id }) => {
      return `${what(counted(found.length, 'case'))} that stayed, such as ${id} (\`heldout explain\`)`;
    });
  return [
    ...told(
      against((code) => code === 'validity'),
      (count) => `a judge disagrees with the computed value of ${count}`,
    ),
    ...told(
      against((code) => code !== 'validity'),
      (count) => `a judge finds fault with ${count} of computed value`,
    ),
  ];
}

function tagsWithoutCases({ suite }: NotedSuite, cases: readonly Case[]): readonly string[] {
  const seen = new Set(cases.flatMap((item) => item.tags));
  const empty = suite.slices.filter((tag) => !seen.has(tag));
  return empty.length === 0 ? [] : [`slices without a case: ${empty.map((tag) => `#${tag}`).join(', ')}`];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
