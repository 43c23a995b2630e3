import { z } from 'zod';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { normalised } from './accepted-texts.ts';
import { passOrFail, quoted } from './reading.ts';

/**
 * Right when the output is the expected label. By default the whole output must be a label (case, white space,
 * quotes and punctuation around it aside); with `mention: true` the one label that occurs in it as a word is taken,
 * and an output that names several labels names none.
 */
export const label: ScorerPart = definePart({
  name: 'label',
  version: '1',
  options: z.strictObject({ mention: z.boolean().default(false) }),
  create({ mention }, { task }) {
    const labels = task.kind === 'classification' ? task.labels : [];
    const byText = new Map(labels.map((name) => [normalised(name), name]));
    const answerOf = (text: string): string | null => {
      const whole = byText.get(normalised(text));
      if (whole !== undefined || !mention) return whole ?? null;
      const words = ` ${text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
      const named = labels.filter((name) => words.includes(` ${normalised(name).replace(/[^\p{L}\p{N}]+/gu, ' ')} `));
      return named.length === 1 ? (named[0] ?? null) : null;
    };
    return {
      unreadable: (expected) =>
        expected.kind === 'label' ? null : `needs an expected label, and this one is of kind \`${expected.kind}\``,
      async score({ expected }, output) {
        if (expected.kind !== 'label') return { status: 'unscored', reason: 'the case has no expected label' };
        const answer = answerOf(output.text);
        if (answer === null) return passOrFail(false, `${quoted(output.text)} names no label`, null);
        return passOrFail(answer === expected.label, `answered ${answer}, expected ${expected.label}`, answer);
      },
    };
  },
});
