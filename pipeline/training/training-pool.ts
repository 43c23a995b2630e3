import { type CaseId, cellName, type RejectCode } from '../../core/case.ts';
import type { TrainingItem, TrainingReject } from '../../core/training-item.ts';
import type { TrainingMaterial } from '../../datasets/training-items.ts';
import { type CasePool, type CellTally, casePool } from '../generation/case-pool.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { Registry } from '../parts.ts';
import type { HeldoutGuard } from './heldout-guard.ts';
import { lotNameOf, type TrainingLot } from './training-lots.ts';
import {
  bookedId,
  caseOfItem,
  itemOfCase,
  refusedItem,
  rejectOfCase,
  rejectOfItem,
} from './training-records.ts';

/** Training material that there is, and what is made so far. */
export interface TrainingPool {
  /** Everything, as cases under the books of their lots: what generators are checked against and topped up by. */
  readonly cases: CasePool;
  /** Items of entries that the suite does not name: they stay as they are. */
  readonly others: readonly TrainingItem[];
  /** Items that came too near to what is held out since they were made: they are rejects now. */
  readonly takenOut: number;
  tally(lot: TrainingLot): CellTally;
  has(lot: TrainingLot, item: TrainingItem): boolean;
  /** The parents of the items of a lot. */
  parentsIn(lot: TrainingLot): readonly CaseId[];
  accept(lot: TrainingLot, item: TrainingItem): void;
  reject(lot: TrainingLot, item: TrainingReject): void;
  /** The licence of what a generator offers, for when it is accepted or refused. */
  note(id: CaseId, licence: string | null): void;
  /** All that there is, to be written. */
  material(): TrainingMaterial;
}

/** Starts from what was made before; of that, what the guard refuses today is taken out. */
export function trainingPool(
  lots: readonly TrainingLot[],
  before: TrainingMaterial,
  {
    real,
    guard,
    registry,
  }: { readonly real: RealData; readonly guard: HeldoutGuard; readonly registry: Registry },
): TrainingPool {
  const seeds = casesOf(real.seeds).filter(({ split }) => split === 'train');
  const cases = casePool({ heldout: [], seeds }, { cases: [], rejects: [] }, 'train');
  const byName = new Map(lots.map((lot) => [lot.name, lot]));
  const byBook = new Map(lots.map((lot) => [cellName(lot.book), lot]));
  const items = new Map<CaseId, TrainingItem>();
  const rejects = new Map<CaseId, TrainingReject>();
  const licences = new Map<CaseId, string | null>();
  const others: { items: TrainingItem[]; rejects: TrainingReject[] } = { items: [], rejects: [] };
  const pool: Omit<TrainingPool, 'others' | 'takenOut'> = {
    cases,
    tally: ({ book }) => cases.tally(book),
    has: (lot, item) => cases.accepted.has(bookedId(item, lot)) || cases.rejects.has(bookedId(item, lot)),
    parentsIn: ({ book }) =>
      [...cases.accepted.values()]
        .filter(({ cell }) => cellName(cell) === cellName(book))
        .flatMap(({ provenance }) => (provenance.kind === 'generated' ? provenance.parents : [])),
    accept(lot, item) {
      items.set(bookedId(item, lot), item);
      cases.accept(caseOfItem(item, lot));
    },
    reject(lot, item) {
      rejects.set(bookedId(item, lot), item);
      cases.reject(rejectOfItem(item, lot));
    },
    note: (id, licence) => void licences.set(id, licence),
    material() {
      const lotOf = ({ cell }: Pick<TrainingItem, 'cell'>) => {
        const lot = byBook.get(cellName(cell));
        if (lot === undefined) throw new TypeError(`nothing is booked under ${cellName(cell)}`);
        return lot;
      };
      const licenceOf = (id: CaseId) => licences.get(id) ?? null;
      const made = [...cases.accepted.values()].map(
        (item) => items.get(item.id) ?? itemOfCase(item, lotOf(item), licenceOf(item.id)),
      );
      const refused = [...cases.rejects.values()].map(
        (item) => rejects.get(item.id) ?? rejectOfCase(item, lotOf(item), licenceOf(item.id)),
      );
      return { items: [...others.items, ...made], rejects: [...others.rejects, ...refused] };
    },
  };
  const [sound, tainted] = guarded(before.items, guard);
  // What is no longer near anything that is held out may be offered again.
  const still = before.rejects.filter(
    ({ code, ...item }) => !guards.has(code) || guard(item).status !== 'accepted',
  );
  for (const item of [...still, ...tainted]) {
    const lot = byName.get(lotNameOf(item, registry));
    if (lot === undefined) others.rejects.push(item);
    else pool.reject(lot, item);
  }
  for (const item of sound) {
    const lot = byName.get(lotNameOf(item, registry));
    if (lot === undefined) others.items.push(item);
    else pool.accept(lot, item);
  }
  return { ...pool, others: others.items, takenOut: tainted.length };
}

const guards: ReadonlySet<RejectCode> = new Set(['contam', 'lineage']);

/** Items that may still be trained on, and those that may not, with the reason. */
function guarded(
  items: readonly TrainingItem[],
  guard: HeldoutGuard,
): readonly [readonly TrainingItem[], readonly TrainingReject[]] {
  const tainted = items.flatMap((item): readonly TrainingReject[] => {
    const verdict = guard(item);
    return verdict.status === 'accepted' ? [] : [refusedItem(item, verdict)];
  });
  const ids = new Set(tainted.map(({ id }) => id));
  return [items.filter(({ id }) => !ids.has(id)), tainted];
}
