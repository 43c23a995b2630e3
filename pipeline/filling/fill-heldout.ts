import { type Case, cellName } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { readGeneratedCases } from '../../datasets/generated-cases.ts';
import { type AllocationRule, allocate, allocateByNeed } from '../../gaps/allocate.ts';
import { totalSpend } from '../call-meter.ts';
import { freeze } from '../freeze.ts';
import type { Gaps } from '../gaps.ts';
import { type GenerateOptions, generate } from '../generate.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { idsOfVersion } from './as-of-version.ts';
import { fillableCells } from './fillable-cells.ts';
import { raisedBy } from './raised-quotas.ts';

/** What became of a cell that was to get new held-out cases. */
export interface FilledCell {
  /** SKILL/EDGE. */
  readonly name: string;
  readonly wanted: number;
  readonly made: number;
  /** What became of its other candidates, those of earlier calls as well: reject code → count, and `exhausted`. */
  readonly reasons: Readonly<Record<string, number>>;
}

interface HeldoutWork {
  readonly loaded: LoadedSuite;
  readonly gaps: Gaps;
  /** SKILL/EDGE → what it needs for the mutants that got through; null: cells are filled by how weak they may be. */
  readonly needs: ReadonlyMap<string, number> | null;
  /** The version that the fill started from. */
  readonly before: number;
  readonly seed: number;
  readonly options: {
    readonly heldout: number;
    readonly rule?: AllocationRule;
    readonly onProgress?: GenerateOptions['onProgress'];
  };
}

/** Makes new held-out cases and freezes them; those that came after the version before count as made, whoever made them. */
export async function fillHeldout(work: HeldoutWork, signal: AbortSignal) {
  const { loaded, gaps, needs, before, seed, options } = work;
  const cells = fillableCells(loaded, gaps);
  const wanted =
    needs !== null
      ? allocateByNeed(options.heldout, needs)
      : allocate(cells.length === 0 ? 0 : options.heldout, cells, options.rule ?? 'lcb', seed);
  const raises = new Map([...wanted].filter(([, n]) => n > 0));
  if (raises.size === 0)
    return { loaded, cells: [], raised: {}, version: null, made: 0, spend: totalSpend([]) };
  const there = idsOfVersion(loaded, before);
  const had = countBy(readGeneratedCases(loaded.paths).filter(({ id }) => there.has(id)));
  // Cases beyond the quota, such as those of a fill that was never ended, are not to stand for new ones.
  const beyond = new Map(
    loaded.suite.skills.flatMap(({ id, edgeCases }) =>
      edgeCases.map(({ id: edgeCase, quota }) => {
        const name = `${id}/${edgeCase}`;
        return [name, Math.max(0, (had.get(name) ?? 0) - quota)] as const;
      }),
    ),
  );
  const over = (name: string) => beyond.get(name) ?? 0;
  const asked = raisedBy(loaded, Object.fromEntries([...raises].map(([name, n]) => [name, n + over(name)])));
  const { onProgress } = options;
  const generated = await generate(asked, onProgress === undefined ? {} : { onProgress }, signal);
  const has = countBy(readGeneratedCases(loaded.paths));
  const reasonsOf = new Map(generated.cells.map((cell) => [cellName(cell), cell.reasons]));
  const filled = [...new Set([...raises.keys(), ...has.keys()])].flatMap((name): readonly FilledCell[] => {
    const made = (has.get(name) ?? 0) - (had.get(name) ?? 0);
    const own = raises.get(name) ?? 0;
    return own + made <= 0 ? [] : [{ name, wanted: own, made, reasons: reasonsOf.get(name) ?? {} }];
  });
  // What the cells could not give is no part of their quotas from here on.
  const raised = Object.fromEntries(
    filled.map(({ name, made }) => [name, made + over(name)] as const).filter(([, n]) => n > 0),
  );
  const topped = raisedBy(loaded, raised);
  return {
    loaded: topped,
    cells: filled,
    raised,
    version: (await freeze(topped)).manifest.version,
    made: filled.reduce((sum, { made }) => sum + made, 0),
    spend: generated.spend,
  };
}

function countBy(cases: readonly Case[]): ReadonlyMap<string, number> {
  const groups = groupBy(cases, ({ cell }) => cellName(cell));
  return new Map([...groups].map(([name, own]) => [name, own.length]));
}
