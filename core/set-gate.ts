/** Gates on a whole set, in the order in which they are told; none of them stops a command. */
export const setGateNames = ['difficulty', 'diversity', 'shift', 'balance'] as const;
export const setGateStatuses = ['pass', 'warn', 'fail', 'unknown'] as const;

/** What one gate says of a set as a whole. */
export interface SetGate {
  readonly gate: (typeof setGateNames)[number];
  /** `unknown`: it could not be measured. */
  readonly status: (typeof setGateStatuses)[number];
  /** What was found against the set, or why nothing could be measured; empty where it passes. */
  readonly reasons: readonly string[];
  /** What to do; null: nothing. */
  readonly advice: string | null;
}
