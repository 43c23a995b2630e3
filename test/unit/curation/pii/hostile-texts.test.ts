import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findIdentifiers } from '../../../../curation/pii/find-identifiers.ts';
import { findSecrets } from '../../../../curation/pii/find-secrets.ts';

/** A pattern that costs the square of the length would take hours: the time limit of a test is what holds them. */
const size = 1_000_000;
const hostile = [
  '1',
  '1 ',
  '1-',
  'a@',
  'a@a.',
  '12:',
  'ab:',
  'http://a:',
  'DE89 ',
  'My name is A ',
  'Haupt-',
  '12 Rue de la ',
  'eyJaaaaaaaaaaa.',
  '-----BEGIN PRIVATE KEY-----\nAAAA',
  'password: a',
];

test.each(hostile)('a million characters of %j end', async (piece) => {
  const text = piece.repeat(size / piece.length);
  for (const { start, end, text: value } of findIdentifiers(text)) expect(text.slice(start, end)).toBe(value);
  await findSecrets([text]);
});

test('whatever the text, finds lie in it, apart from each other and in order', () => {
  const piece = fc.constantFrom(
    '4539578763621486',
    'a@b.co',
    'card ',
    '+44 7911 123456',
    ' ',
    '😀',
    'é',
    '\ud800',
    '.',
    '-',
    '1',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      let at = 0;
      for (const { start, end, text: value } of findIdentifiers(text)) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(text.slice(start, end)).toBe(value);
        at = end;
      }
    }),
    { numRuns: 1000, seed: 0 },
  );
});

test.each(['', '\0', '\ud800', '\udc00\ud800', '\u202e1.2.3.4', '\ufeff', '٤١١١١١١١١١١١١١١١', '４１１１'])(
  '%j gives nothing and does not throw',
  (text) => {
    expect(findIdentifiers(text)).toEqual([]);
  },
);
