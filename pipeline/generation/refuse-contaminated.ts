import type { Case, CaseId } from '../../core/case.ts';
import { flagWords } from '../../curation/contamination-flag.ts';
import { keptScan } from '../kept-scan.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { RowKind } from '../scan-rows.ts';
import type { CasePool } from './case-pool.ts';

const kinds: readonly RowKind[] = ['training', 'protected'];
const named: Readonly<Record<RowKind, string>> = {
  training: 'the training rows',
  protected: 'the protected rows',
};

/** Why a case is contaminated, by id; of several reasons the first. */
async function reasonsOf(
  loaded: LoadedSuite,
  cases: readonly Case[],
  signal: AbortSignal,
): Promise<ReadonlyMap<CaseId, string>> {
  const reasons = new Map<CaseId, string>();
  for (const kind of kinds) {
    const scan = await keptScan(loaded, kind, cases, signal);
    for (const [id, flag] of scan?.flags ?? []) {
      if (flag.level !== 'drop' || reasons.has(id)) continue;
      const { source, row } = flag.row;
      reasons.set(id, `stands in ${named[kind]}: it ${flagWords(flag)} row ${row} of ${source}`);
    }
  }
  return reasons;
}

/** The real cases that stand in the training rows or in protected ones: what is made of them would leak as well. */
export async function contaminatedParents(
  loaded: LoadedSuite,
  real: readonly Case[],
  signal: AbortSignal,
): Promise<ReadonlySet<CaseId>> {
  return new Set((await reasonsOf(loaded, real, signal)).keys());
}

/**
 * Refuses (`contam`) the generated cases of the pool that stand in the training rows or in protected ones, or that descend
 * from a case that does; people have the last word. True where any was taken out: its cell has room again.
 */
export async function refuseContaminated(
  loaded: LoadedSuite,
  pool: CasePool,
  contaminated: ReadonlySet<CaseId>,
  signal: AbortSignal,
): Promise<boolean> {
  const before = pool.accepted.size;
  const made = [...pool.accepted.values()];
  const reasons = await reasonsOf(loaded, made, signal);
  for (const item of made) {
    const parent = ancestorsOf(item, pool).find((id) => contaminated.has(id) || reasons.has(id));
    const reason =
      reasons.get(item.id) ?? (parent === undefined ? null : `its parent ${parent} stands in such rows`);
    if (reason === null) continue;
    const verdict = {
      status: 'rejected',
      code: 'contam',
      reason,
      by: 'contamination',
      version: '1',
      lineage: null,
    } as const;
    const { origin: _, split: _split, verdicts, ...candidate } = item;
    pool.reject({ ...candidate, status: 'rejected', code: 'contam', verdicts: [...verdicts, verdict] });
  }
  return pool.accepted.size < before;
}

function ancestorsOf(item: Case, pool: CasePool): readonly CaseId[] {
  const seen = new Set<CaseId>();
  const open: Case[] = [item];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const parents = at.provenance.kind === 'generated' ? at.provenance.parents : [];
    for (const id of parents) {
      if (seen.has(id)) continue;
      seen.add(id);
      const parent = pool.find(id);
      if (parent !== undefined) open.push(parent);
    }
  }
  return [...seen];
}
