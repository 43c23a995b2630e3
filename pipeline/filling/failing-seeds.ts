import type { Case, CaseId } from '../../core/case.ts';
import { createRandom } from '../../core/random.ts';
import type { InCluster } from '../gaps/suite-clusters.ts';
import type { HeldoutGuard } from '../training/heldout-guard.ts';
import { type Aim, isLikeAim } from './aims.ts';
import type { AskedTarget } from './asked-target.ts';

/** Of an aim: seeds that are like it and that the target gets wrong, and how many were looked at. */
export interface FailingSeeds {
  readonly aim: Aim;
  readonly seeds: readonly Case[];
  readonly asked: number;
  /** Left out: they come too near to what is held out. */
  readonly contaminated: number;
  /** Seeds of the training side that are like the aim. */
  readonly alike: number;
}

interface Choosing {
  readonly target: Pick<AskedTarget, 'isRight'>;
  readonly guard: HeldoutGuard;
  readonly inCluster: InCluster;
  readonly seed: number;
}

/**
 * For each aim so many seeds of the training side that are like it, that the guard lets through and that the target
 * answers wrongly, in an order that follows from the seed; each for one aim only. What the target answers already
 * teaches it nothing.
 */
export async function failingSeeds(
  aims: readonly { readonly aim: Aim; readonly wanted: number }[],
  seeds: readonly Case[],
  { target, guard, inCluster, seed }: Choosing,
  signal: AbortSignal,
): Promise<readonly FailingSeeds[]> {
  const answered = new Map<CaseId, boolean>();
  const taken = new Set<CaseId>();
  const found: FailingSeeds[] = [];
  for (const { aim, wanted } of aims) {
    const alike = seeds.filter(isLikeAim(aim, inCluster));
    const own: Case[] = [];
    let [asked, contaminated] = [0, 0];
    for (const item of createRandom(seed).fork(`fill/${aim.name}`).shuffle(alike)) {
      if (own.length >= wanted) break;
      if (taken.has(item.id)) continue;
      signal.throwIfAborted();
      if (guard(item).status !== 'accepted') {
        contaminated++;
        continue;
      }
      const isRight = answered.get(item.id) ?? (await target.isRight(item, signal)) !== false;
      answered.set(item.id, isRight);
      asked++;
      if (isRight) continue;
      taken.add(item.id);
      own.push(item);
    }
    found.push({ aim, seeds: own, asked, contaminated, alike: alike.length });
  }
  return found;
}
