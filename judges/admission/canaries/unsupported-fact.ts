import { statesFact } from '../../../core/fact-stated.ts';
import { caseTexts } from '../case-texts.ts';
import type { CanaryOperator } from './canary-operator.ts';

/** A fact of another case, which its own input does not state, among those that an answer must state. */
export const unsupportedFact: CanaryOperator = {
  name: 'unsupported-fact',
  measure: 'answer',
  isSeenByAnswer: true,
  plant({ input, expected, cluster }, { others, random }) {
    if (expected.kind !== 'facts') return null;
    const known = [...expected.must, ...Object.values(caseTexts(input))].join('\n');
    const facts = others
      .filter((other) => other.cluster !== cluster)
      .flatMap((other) => (other.expected.kind === 'facts' ? other.expected.must : []))
      .filter((fact) => !statesFact(known, fact));
    if (facts.length === 0) return null;
    // In place of those that are right: one wrong fact among five might be let pass by the share that is enough.
    const must = [random.pick(facts), ...expected.must.slice(0, 1)];
    return { input, expected: { ...expected, must } };
  },
};
