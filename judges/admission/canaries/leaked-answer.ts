import type { Expected } from '../../../core/case.ts';
import { type CanaryOperator, changedText } from './canary-operator.ts';

/** A text that tells its own answer. */
export const leakedAnswer: CanaryOperator = {
  name: 'leaked-answer',
  measure: 'assessment',
  isSeenByAnswer: false,
  plant({ input, expected }, { random }) {
    const answer = said(expected);
    if (answer === null) return null;
    const told = random.pick([
      `(The right answer is: ${answer})`,
      `[expected answer: ${answer}]`,
      `Note: this should be answered with "${answer}".`,
    ]);
    return { input: changedText(input, (text) => `${text}\n\n${told}`), expected };
  },
};

function said(expected: Expected): string | null {
  switch (expected.kind) {
    case 'label':
      return expected.label;
    case 'text':
      return expected.accept[0];
    case 'number':
      return [expected.value, expected.unit ?? ''].join(' ').trim();
    case 'json':
      return JSON.stringify(expected.value);
    case 'facts':
      return expected.must.join('; ');
    default:
      return null;
  }
}
