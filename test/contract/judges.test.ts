import { expect, test } from 'vitest';
import type { AdmissionContext } from '../../core/seams.ts';
import { judges } from '../../judges/admission/index.ts';
import { secondOpinion } from '../../judges/admission/second-opinion.ts';
import { caseOf, contextOf, labelled, noClaims, qa, writtenBy } from '../unit/judges/judge-fixtures.ts';
import { type JudgeExample, judgeContract } from './judge-contract.ts';

const english = 'The parcel has not arrived yet and nobody answers when I call the office.';
const german = 'Das Paket ist noch nicht angekommen und im Büro geht niemand an das Telefon.';
const invariant: Partial<AdmissionContext> = {
  claims: { ...noClaims, effect: 'invariant' },
  parents: [caseOf('pay 12 euros')],
};

function example(
  name: string,
  status: JudgeExample['status'],
  candidate: JudgeExample['candidate'],
  context: Partial<AdmissionContext> = {},
): JudgeExample {
  return { name, status, candidate, context: contextOf(context) };
}

function identifier(score: number): Partial<AdmissionContext> {
  const found = { type: 'email', start: 0, end: 6, text: 'a@b.co', score };
  return { foreignIdentifiers: async () => [found] };
}

const examples: Readonly<Record<string, readonly [JudgeExample, ...JudgeExample[]]>> = {
  'well-formed': [
    example('a case like any other', 'accepted', caseOf('hello')),
    example('an unknown label', 'rejected', caseOf('hello', { expected: labelled('eggs') })),
    example('half a character', 'rejected', caseOf('\ud83d')),
  ],
  length: [
    example('inside the band', 'accepted', caseOf('one two'), { wordBand: { min: 1, max: 2 } }),
    example('an empty text', 'rejected', caseOf(''), { wordBand: { min: 1, max: 2 } }),
  ],
  language: [
    example('the language of the cell', 'accepted', caseOf(english), { language: 'en' }),
    example('another language', 'rejected', caseOf(german), { language: 'en' }),
    example('an empty text', 'accepted', caseOf(''), { language: 'en' }),
  ],
  leak: [
    example('a text of its own', 'accepted', writtenBy('m', 'Where is my parcel?')),
    example('a role that shows', 'rejected', writtenBy('m', 'User: where is my parcel?')),
    example('the same by no model', 'accepted', caseOf('User: where is my parcel?')),
  ],
  repetition: [
    example('a text that goes on', 'accepted', writtenBy('m', english)),
    example('a text that goes round', 'rejected', writtenBy('m', 'and so on '.repeat(40))),
  ],
  'effect-kept': [
    example('a small change', 'accepted', caseOf('Pay 12 euros!'), invariant),
    example('another number', 'rejected', caseOf('pay 13 euros'), invariant),
    example('no change', 'rejected', caseOf('pay 12 euros'), invariant),
  ],
  distinct: [
    example('nothing like it', 'accepted', caseOf('hello')),
    example('a copy', 'rejected', caseOf('hello'), { duplicateOf: () => 'c1' }),
  ],
  pii: [
    example('nothing of a person', 'accepted', caseOf('hello')),
    example('an address that it was not given', 'rejected', caseOf('write to a@b.co'), identifier(1)),
    example('what may be a number of a person', 'undecided', caseOf('12345678Z'), identifier(0.4)),
  ],
};

test('every judge that ships is here', () => {
  expect(judges.map(({ name }) => name).toSorted()).toEqual(Object.keys(examples).toSorted());
});

for (const part of judges) {
  const shown = examples[part.name];
  if (shown !== undefined) judgeContract(part.name, () => part.create({}, { task: qa }), shown);
}

const disagreeing: Partial<AdmissionContext> = {
  score: async () => ({ status: 'scored', value: 0, reason: 'answered spam, expected ham', answer: 'spam' }),
};
judgeContract('second-opinion', () => secondOpinion({ call: async () => ({ text: 'spam' }) }), [
  example('it agrees', 'accepted', caseOf('a', { expectedFrom: 'proposed' })),
  example(
    'it disagrees with a computed value',
    'accepted',
    caseOf('a', { expectedFrom: 'computed' }),
    disagreeing,
  ),
  example('it disagrees with a parent', 'undecided', caseOf('a', { expectedFrom: 'inherited' }), disagreeing),
  example('it disagrees with a model', 'rejected', caseOf('a', { expectedFrom: 'proposed' }), disagreeing),
]);
judgeContract(
  'second-opinion of a judge that answers some',
  () =>
    secondOpinion({
      call: async ({ messages }) => {
        if (messages.at(-1)?.content === 'bad') throw new Error('it fell over');
        return { text: 'ham' };
      },
    }),
  [example('it agrees', 'accepted', caseOf('a')), example('it falls over', 'undecided', caseOf('bad'))],
);
