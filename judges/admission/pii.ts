import { type Identifier, maskedText, sureScore } from '../../core/identifier.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { accept, reject } from './ruling.ts';

const shown = 3;

/**
 * Refuses what a model wrote where it holds an e-mail address, a number of a person, a key … that the model was not given:
 * it may be remembered. One that is only likely goes to people. Reserved ranges (example.com, 555-0100, numbers for tests)
 * are nobody's.
 */
export const pii: JudgePart = definePart({
  name: 'pii',
  version: '1',
  options: noOptions,
  create: () => ({
    async assess(candidate, context) {
      const found = await context.foreignIdentifiers(candidate);
      const sure = found.filter(({ score }) => score >= sureScore);
      if (sure.length > 0) return reject('pii', `holds what it was not made of: ${named(sure)}`);
      if (found.length === 0) return accept('no personal data that it was not made of');
      return {
        status: 'undecided',
        code: 'pii',
        reason: `may hold what it was not made of: ${named(found)}`,
      };
    },
  }),
});

function named(found: readonly Identifier[]): string {
  const more = found.length > shown ? ` and ${found.length - shown} more` : '';
  return `${found
    .slice(0, shown)
    .map((one) => `${one.type} ${maskedText(one)}`)
    .join(', ')}${more}`;
}
