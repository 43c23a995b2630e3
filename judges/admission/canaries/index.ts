import { brokenFormat } from './broken-format.ts';
import type { CanaryOperator } from './canary-operator.ts';
import { duplicate } from './duplicate.ts';
import { leakedAnswer } from './leaked-answer.ts';
import { offSkill } from './off-skill.ts';
import { unsupportedFact } from './unsupported-fact.ts';
import { wrongLabel } from './wrong-label.ts';
import { wrongValue } from './wrong-value.ts';

/** Every way in which canaries are made. */
export const operators: readonly CanaryOperator[] = [
  wrongLabel,
  wrongValue,
  unsupportedFact,
  offSkill,
  leakedAnswer,
  brokenFormat,
  duplicate,
];
