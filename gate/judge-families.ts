import type { FamilyVerdict, GateStatus } from '../core/gate-decision.ts';
import type { PairedCase } from './paired-case.ts';

/**
 * The verdict without the judges of each family in turn, where judges of several families scored; else none. Cases that
 * no other family scored are left out with it.
 */
export function withoutEachFamily(
  cases: readonly PairedCase[],
  verdictOf: (cases: readonly PairedCase[]) => GateStatus,
): readonly FamilyVerdict[] {
  const families = [...new Set(cases.flatMap((item) => Object.keys(item.withoutFamily ?? {})))].sort();
  if (families.length < 2) return [];
  return families.map((family) => {
    const left = cases.map((item) => ({ ...item, ...item.withoutFamily?.[family] }));
    return { family, status: verdictOf(left) };
  });
}
