import { type Case, cellName } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import type { SetGate } from '../../core/set-gate.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Suite } from '../../core/suite.ts';

/** The largest share that one persona, parent or generator model has. */
export interface LargestShare {
  readonly of: 'persona' | 'parent' | 'generator model';
  readonly name: string;
  readonly n: number;
  readonly share: number;
  readonly limit: number;
}

/** A cell with a quota, and how many cases it has. */
export interface PlannedCell {
  /** `SKILL/EDGE`. */
  readonly name: string;
  readonly target: number;
  readonly accepted: number;
  readonly isOptional: boolean;
}

const gate = 'balance';
/** Of its target. */
const tolerance = 0.1;
/** As many cases may share anything: in a small set one more is a large share. */
const always = 2;
const cellsNamed = 5;

/** Who has most of the cases: personas and parents of the synthetic ones, models of all (quality-gates.md, gate 18). */
export function largestShares(synthetic: readonly Case[], all: number): readonly LargestShare[] {
  const n = synthetic.length;
  const largest = (
    of: LargestShare['of'],
    namesOf: (item: Case) => readonly string[],
    among: number,
    limit: number,
  ): readonly LargestShare[] => {
    const counts = new Map<string, number>();
    for (const name of synthetic.flatMap(namesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
    const [first] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return first === undefined ? [] : [{ of, name: first[0], n: first[1], share: first[1] / among, limit }];
  };
  return [
    ...largest('persona', ({ cell }) => [cell.attributes?.['persona'] ?? []].flat(), n, 0.03),
    ...largest(
      'parent',
      ({ provenance }) => (provenance.kind === 'generated' ? [...new Set(provenance.parents)] : []),
      n,
      0.05,
    ),
    ...largest(
      'generator model',
      ({ provenance }) => (provenance.kind === 'generated' ? [provenance.model ?? []].flat() : []),
      all,
      0.6,
    ),
  ];
}

/** The cells of a suite that have a quota, beside what its synthetic cases fill of it. */
export function plannedCells(suite: Suite, synthetic: readonly Case[]): readonly PlannedCell[] {
  const counts = new Map<string, number>();
  for (const { cell } of synthetic) counts.set(cellName(cell), (counts.get(cellName(cell)) ?? 0) + 1);
  return suite.skills.flatMap((skill) =>
    skill.edgeCases
      .filter(({ quota }) => quota > 0)
      .map((edgeCase) => {
        const name = cellName({ skill: skill.id, edgeCase: edgeCase.id });
        const accepted = counts.get(name) ?? 0;
        return { name, target: edgeCase.quota, accepted, isOptional: edgeCase.optional };
      }),
  );
}

/** Whether the cells are filled as planned, and nothing that cases are made of has too large a part in them. */
export function balanceGate(
  { file }: { readonly file: string },
  cells: readonly PlannedCell[],
  shares: readonly LargestShare[],
): SetGate {
  if (cells.every(({ accepted }) => accepted === 0))
    return { gate, status: 'unknown', reasons: ['no cell with a quota has a case yet'], advice: null };
  const off = cells.filter((cell) => isOff(cell) && !(cell.accepted === 0 && cell.isOptional));
  const heavy = shares.filter(({ n, share, limit }) => n > always && share > limit);
  const names = off.slice(0, cellsNamed).map((cell) => `${cell.name} ${cell.accepted} of ${cell.target}`);
  const more = off.length > cellsNamed ? ` and ${off.length - cellsNamed} more` : '';
  const reasons = [
    ...(off.length === 0
      ? []
      : [`more than ${100 * tolerance} % away from the quota: ${names.join(', ')}${more}`]),
    ...heavy.map(
      ({ of, name, n, share, limit }) =>
        `the ${of} ${name} has ${counted(n, 'case')}, ${percent(share)} of ${of === 'generator model' ? 'the set' : 'the synthetic ones'}: at most ${percent(limit)} is allowed`,
    ),
  ];
  if (reasons.length === 0) return { gate, status: 'pass', reasons, advice: null };
  return { gate, status: 'fail', reasons, advice: adviceFor(off, heavy, file) };
}

function adviceFor(off: readonly PlannedCell[], heavy: readonly LargestShare[], file: string): string {
  return [
    ...(off.some(isShort) ? [`\`heldout generate ${shellWord(file)}\` fills what is missing`] : []),
    ...(off.some((cell) => !isShort(cell)) ? ['raise the quota of a cell that has more than planned'] : []),
    ...(heavy.some(({ of }) => of === 'persona') ? ['make up more personas'] : []),
    ...(heavy.some(({ of }) => of === 'parent') ? ['give more seeds, or smaller quotas'] : []),
    ...(heavy.some(({ of }) => of === 'generator model')
      ? ['name a second generator of another family, or add real rows']
      : []),
  ].join('; ');
}

function isShort({ target, accepted }: PlannedCell): boolean {
  return accepted < target;
}

function isOff({ target, accepted }: PlannedCell): boolean {
  return Math.abs(accepted - target) > tolerance * target + 1e-9;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
