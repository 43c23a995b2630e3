import type { SetGate } from '../../core/set-gate.ts';
import type { DiversityBeside } from '../../curation/diversity-beside.ts';

const gate = 'diversity';
const advice =
  'look at the texts that are most alike (`heldout explain ID` names the nearest), give the generators more seeds, personas or attributes, and lower quotas that one seed must fill';

/** One measure of a set beside its limit, which depends on the real anchor alone. */
export interface DiversityMeasure {
  readonly name: string;
  readonly anchor: number;
  readonly made: number;
  readonly limit: number;
  readonly isMost: boolean;
}

/** The measures that are gated, with their limits (quality-gates.md, gate 16); without those that cannot be measured. */
export function diversityMeasures({ anchor, made }: DiversityBeside): readonly DiversityMeasure[] {
  const most = (name: string, real: number | null, own: number | null, limit: (real: number) => number) =>
    real === null || own === null
      ? []
      : [{ name, anchor: real, made: own, limit: limit(real), isMost: true }];
  const least = (name: string, real: number | null, own: number | null, share: number) =>
    most(name, real, own, (value) => share * value).map((one) => ({ ...one, isMost: false }));
  return [
    ...most('gzip ratio', anchor.gzipRatio, made.gzipRatio, (real) => 1.15 * real),
    ...least('distinct-2', anchor.distinct2, made.distinct2, 0.85),
    ...most('mean max ROUGE-L', anchor.meanMaxRougeL, made.meanMaxRougeL, (real) => real + 0.1),
    ...most('share > 0.7', anchor.shareOver70, made.shareOver70, (real) => Math.max(0.03, real)),
    ...least('Vendi score', anchor.vendi, made.vendi, 0.8),
  ];
}

/** Whether a set is about as diverse as its real anchor. */
export function diversityGate(found: DiversityBeside | null): SetGate {
  if (found === null) {
    const reasons = ['fewer than 20 real or 20 synthetic cases: nothing can be compared'];
    return { gate, status: 'unknown', reasons, advice: null };
  }
  const reasons = diversityMeasures(found)
    .filter((one) => isOutside(one))
    .map(
      ({ name, anchor, made, limit, isMost }) =>
        `${name} ${made.toFixed(2)}, of the real rows ${anchor.toFixed(2)}: at ${isMost ? 'most' : 'least'} ${limit.toFixed(2)} is allowed`,
    );
  return reasons.length === 0
    ? { gate, status: 'pass', reasons, advice: null }
    : { gate, status: 'fail', reasons, advice };
}

/** Whether a measure is beyond its limit; rounding is forgiven. */
export function isOutside({ made, limit, isMost }: DiversityMeasure): boolean {
  return isMost ? made > limit + 1e-9 : made < limit - 1e-9;
}
