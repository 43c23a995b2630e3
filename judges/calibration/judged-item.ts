import type { ClusterId } from '../../core/case.ts';

/** Something that both a judge and people spoke of: a case, or an answer to one. */
export interface JudgedItem {
  /** Names it; see `labelledItem`. */
  readonly item: string;
  readonly cluster: ClusterId;
  /** What the judge gave it, 0–1: 1 is right. */
  readonly judged: number;
  /** What people gave it, 0–1. */
  readonly human: number;
}

/** From here on a score stands for right. */
const rightFrom = 0.5;

/** 1 for right, 0 for wrong. */
export function asPass(score: number): 0 | 1 {
  return score >= rightFrom ? 1 : 0;
}
