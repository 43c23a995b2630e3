import type { CaseId, RejectCode, Verdict } from './case.ts';
import type { Lineage } from './suite.ts';

/** How a known-bad candidate was made of a good case. */
export const canaryOperators = [
  'wrong-label',
  'wrong-value',
  'unsupported-fact',
  'off-skill',
  'leaked-answer',
  'broken-format',
  'duplicate',
] as const;
export type CanaryOperatorName = (typeof canaryOperators)[number];

/** What must see the damage: the judge's own answer, its assessment of the case, or a rule. */
export type CanaryMeasure = 'answer' | 'assessment' | 'rule';

/** Which judge ruled: another version, other prompts or other weights make another judge. */
export interface JudgeIdentity {
  /** As its verdicts name it. */
  readonly by: string;
  readonly version: string;
  readonly lineage: Lineage | null;
  readonly answeredBy?: string;
}

/** What one judge made of one planted candidate. No text is kept: the candidate is never a part of the set. */
export interface CanaryResult extends JudgeIdentity {
  /** A hash of judge and canary. */
  readonly id: string;
  readonly canary: CaseId;
  readonly operator: CanaryOperatorName;
  readonly measure: CanaryMeasure;
  /** The case that it was made of. */
  readonly madeOf: CaseId;
  /** `SKILL/EDGE` among whose candidates it was mixed. */
  readonly cell: string;
  readonly outcome: 'caught' | 'missed' | 'unusable';
  /** What it was caught by; null where it was not. */
  readonly code: RejectCode | null;
}

/** A text that is the same for the same judge and no other. */
export function judgeKey({ by, version, answeredBy = '' }: JudgeIdentity): string {
  return [by, version, answeredBy].join('\n');
}

/** Who signed a verdict. */
export function signerOf({ by, version, lineage, answeredBy }: Verdict): JudgeIdentity {
  return { by, version, lineage, ...(answeredBy === undefined ? {} : { answeredBy }) };
}
