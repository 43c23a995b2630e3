import { noOptions } from '../../core/parts.ts';
import { openMatches } from './open-matches.ts';
import { defineOperator, type Edit, type Operator } from './operator.ts';
import { replaceAll } from './replace-matches.ts';
import { statementStart } from './statement-start.ts';

// `contracted` and `negated` hold a negation; the others can take one. An auxiliary that opens a sentence or follows
// a question word asks, and a noun (`the will`) is none: those are passed over.
const auxiliary = new RegExp(
  [
    "\\b(?<contracted>(?:is|are|was|were|could|would|should|must|has|have|had|do|does|did|ca|wo)n['’]t|cannot)\\b",
    '\\b(?<negated>is|are|was|were|am|can|could|will|would|should|must|do|does|did|has|have|had) not\\b',
    "\\b(?<pronoun>I['’]m|(?:you|we|they)['’]re|(?:it|he|she|that|there)['’]s|(?:I|you|he|she|it|we|they)['’]ll)(?<not> not\\b|(?! not\\b))(?= \\p{L})",
    '(?<=[\\p{L}\\p{N})] )(?<!\\b(?:what|how|why|where|when|who|which|a|an|the|my|your|his|her|our|their) )' +
      '\\b(?<plain>is|are|was|were|am|can|could|will|would|should|must|(?:has|have|had)(?= been\\b))\\b' +
      '(?! (?:never|no|nothing|nobody|none|hardly|rarely|neither)\\b)(?=[\\s.,;!])',
  ].join('|'),
  'giu',
);

const withoutNot: Readonly<Record<string, string>> = { cannot: 'can', ca: 'can', wo: 'will' };
const withNot: Readonly<Record<string, string>> = { can: "can't", will: "won't" };

/** The auxiliary with the negation taken out of it, or put into it. */
function flip({ groups = {} }: RegExpExecArray, edit: Edit): string {
  const { contracted, negated, pronoun, not = '', plain = '' } = groups;
  if (contracted !== undefined) {
    const stem = contracted.replace(/n['’]t$/i, '');
    const whole = withoutNot[stem.toLowerCase()] ?? stem.toLowerCase();
    return /^\p{Lu}/u.test(contracted) ? whole.charAt(0).toUpperCase() + whole.slice(1) : whole;
  }
  if (negated !== undefined) return negated;
  if (pronoun !== undefined) return not === '' ? `${pronoun} not` : pronoun;
  const canContract = plain !== 'am' && plain === plain.toLowerCase();
  return canContract && edit.random.chance(0.5) ? (withNot[plain] ?? `${plain}n't`) : `${plain} not`;
}

const negate = defineOperator({
  name: 'negate',
  group: 'negation',
  description:
    'The first statement with an auxiliary is negated, or loses its negation (was, was not, wasn’t).',
  effect: 'label-map',
  options: noOptions,
  claims: () => ({ changed: () => 2, words: (words) => ({ min: words - 1, max: words + 1 }) }),
  apply: (text, edit) =>
    replaceAll(text, openMatches(text, auxiliary, edit, 'body').slice(0, 1), (match) => flip(match, edit)),
});

// Words beside which "not … not" is more or less than the plain statement, or of which it is unclear what it negates.
const unclear =
  /\b(?:not|never|no|nobody|nothing|none|hardly|rarely|neither|nor|and|but|or|because|if|when|while|although|though|unless|so|then|than|who|which|that|where|what|how|all|every|everyone|everything|some|someone|something|any|anyone|each|both|either|many|most|few|several|always|often|sometimes|usually|only|just|also|too|yet|already|still|again|even)\b|n['’]t\b|["“”;:()]/i;

const doubleNegation = defineOperator({
  name: 'double-negation',
  group: 'negation',
  description: 'A simple statement is negated twice: "It is not the case that the room was not clean."',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ changed: () => 1, words: (words) => ({ min: words + 7, max: words + 7 }) }),
  apply: (text, edit) => {
    const simple = new RegExp(
      `${statementStart}(?<subject>(?: \\p{Ll}+){0,3}) (?<verb>is|are|was|were|am) (?=(?<rest>[^.!?\\n]+)(?:[.!](?:\\s|$)|$))`,
      'gmu',
    );
    const found = openMatches(text, simple, edit, 'body').find(
      ({ groups: { subject, rest } = {} }) => !unclear.test(`${subject} ${rest}`),
    );
    return replaceAll(text, found === undefined ? [] : [found], ({ groups = {} }) => {
      const { start = '', subject = '', verb = '' } = groups;
      return `It is not the case that ${start === 'I' ? start : start.toLowerCase()}${subject} ${verb} not `;
    });
  },
});

/** Statements turned into their opposite, and turned twice. */
export const negation: readonly Operator[] = [negate, doubleNegation];
