import type { CanaryOperator } from './canary-operator.ts';

/** Another label of the task. */
export const wrongLabel: CanaryOperator = {
  name: 'wrong-label',
  measure: 'answer',
  isSeenByAnswer: true,
  plant({ input, expected }, { task, random }) {
    if (expected.kind !== 'label' || task.kind !== 'classification') return null;
    const others = task.labels.filter((label) => label !== expected.label);
    return others.length === 0 ? null : { input, expected: { kind: 'label', label: random.pick(others) } };
  },
};
