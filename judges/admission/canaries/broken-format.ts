import { type CanaryOperator, changedText } from './canary-operator.ts';

/** What a program that went wrong leaves behind. */
const leftovers = [
  (text: string) => `{"input": "${text}", "answer": undefined`,
  (text: string) => `${text} {{customer.name}} {{ticket.body | default: "TODO"}}`,
  (text: string) => `### Test case 1 of 5 ###\nINPUT_TEXT: ${text}\n### End of test case ###`,
  (text: string) => `${text}\n[object Object] NaN null</p></div>`,
];

/** A text with placeholders that nobody filled, or pieces of a file around it. */
export const brokenFormat: CanaryOperator = {
  name: 'broken-format',
  measure: 'assessment',
  isSeenByAnswer: false,
  plant: ({ input, expected }, { random }) => ({
    input: changedText(input, random.pick(leftovers)),
    expected,
  }),
};
