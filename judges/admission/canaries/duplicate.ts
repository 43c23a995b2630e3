import type { CanaryOperator } from './canary-operator.ts';

/** A case that is in the set already. */
export const duplicate: CanaryOperator = {
  name: 'duplicate',
  measure: 'rule',
  isSeenByAnswer: false,
  plant: ({ input, expected }) => ({ input, expected }),
};
