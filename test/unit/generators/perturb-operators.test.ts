import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expected } from '../../../core/case.ts';
import type { ProtectedSpan } from '../../../core/protected-spans.ts';
import { createRandom } from '../../../core/random.ts';
import type { Operator } from '../../../generators/perturb/operator.ts';
import { operators } from '../../../generators/perturb/operators.ts';
import { applied, ham, lockedSpans, operatorNamed } from './perturb-fixtures.ts';

const mail = `Subject: Re: Refund for order 48213

Hello Maria,

I was charged $1,200 twice on 5 March 2024, see https://example.com/pay?id=7&ref=x or ask help@example.com.
The parcel weighs 12.5 kg in 14 boxes. It is not "fragile", is it? We sent 12,500 of them to Berlin, Oslo and New York.

\`\`\`
if (a < b) return 1;
\`\`\`
The room was clean. Thanks!`;

const texts: Readonly<Record<string, string>> = {
  plain: 'The parcel arrived late and the box was open, so I would like to send it back for a full refund.',
  spans:
    'Call `run(x)` at https://example.com/a, write to a.b@example.com by 2024-02-29: 3.5% of 1,000 for Ada King.',
  mail,
  windows: mail.replaceAll('\n', '\r\n'),
  unicode:
    'Cafe\u0301 nai\u0308ve 👩‍👩‍👧‍👦family 👍🏽 Zoë’s 한국어 문장 हिन्दी वाक्य résumé \u{20bb7}野家 a\u200db.',
  symbols: '+++ >>> ... !!! ### <b>&amp;</b> \\n ___ --- 1️⃣ ½ ² …',
  oneWord: 'Refund',
  oneLetter: 'x',
  blank: ' \n\t ',
  empty: '',
  subjectOnly: 'Subject: Where is my parcel?\n\n',
  long: `${mail}\n\n`.repeat(Math.ceil(50_000 / mail.length)).slice(0, 50_000),
  longWord: 'ab'.repeat(2_000),
};

const table = operators.flatMap((operator) =>
  Object.entries(texts).map(([name, text]) => ({ name: `${operator.name} on ${name}`, operator, text })),
);

describe('every operator', () => {
  test('has a name of its own, and the groups of the taxonomy that need no model are there', () => {
    expect(operators.length).toBeGreaterThanOrEqual(28);
    expect(new Set(operators.map(({ name }) => name)).size).toBe(operators.length);
    expect(new Set(operators.map(({ group }) => group))).toEqual(
      new Set([
        'character-noise',
        'unicode',
        'case',
        'punctuation',
        'whitespace',
        'numerals',
        'dates',
        'units-and-money',
        'negation',
        'fillers',
        'length',
        'quoting',
        'markup',
      ]),
    );
  });

  test.each(table)('$name keeps its promises', ({ operator, text }) => {
    for (const share of [null, 0.15, 1]) {
      for (const seed of text.length > 10_000 ? [1] : [1, 2, 3])
        expectPromises(operator, text, seed, share, ham);
    }
  });

  test.each(operators)('$name changes at least one of the texts, and never a blank one', ({ name }) => {
    const changed = Object.entries(texts).filter(([, text]) => applied(name, text) !== null);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.map(([text]) => text)).not.toContain('blank');
    expect(changed.map(([text]) => text)).not.toContain('empty');
  });

  test.each(operators)('$name draws from its seed', ({ name }) => {
    const results = new Set(
      Array.from({ length: 30 }, (_, seed) => applied(name, mail, { seed, share: 0.1 })),
    );
    const wholeText = ['upper', 'lower', 'title', 'nfd', 'strip-punctuation', 'html-wrap', 'truncate'];
    const onePlace = ['roman', 'decimal-comma', 'date-format', 'unit-name', 'double-negation'];
    expect(results.size > 1).toBe(![...wholeText, ...onePlace].includes(name));
  });

  test.each(operators)('$name refuses options that it does not read', ({ options }) => {
    expect(options.safeParse({ nonsense: 1 }).success).toBe(false);
    expect(options.safeParse({}).success).toBe(true);
  });

  test.each(operators)('$name never edits a slot of the expected value', ({ name }) => {
    const slots: readonly Expected[] = [
      { kind: 'text', accept: ['was charged $1,200 twice on 5 March'] },
      { kind: 'text', accept: ['id=7&ref', 'Hello'] },
      { kind: 'number', value: 12.5, tolerance: 0, unit: 'kg' },
      { kind: 'facts', must: ['Thanks!', 'The room was clean'], mustNot: [] },
      { kind: 'json', value: { city: 'Berlin', items: [{ text: 'Maria,\n\nI was' }], count: 12 } },
      { kind: 'text', accept: ['Subject: Re'] },
    ];
    const operator = operatorNamed(name);
    expect(operator.claims(operator.options.parse({})).edits).not.toContain('expected');
    for (const expected of slots) {
      for (const share of [null, 1]) {
        for (const seed of [1, 2, 3, 4, 5]) expectPromises(operator, mail, seed, share, expected);
      }
    }
  });

  test('any text at all: promises hold for random Unicode', () => {
    const pieces = [
      'refund',
      'The box was open.',
      '$1,200',
      '5 March 2024',
      '2024-02-29',
      '12.5 kg',
      '1,234.50',
      '> ',
      '\n',
    ];
    const words = fc.constantFrom(
      ...pieces,
      '\n\n',
      '\r\n',
      ' ',
      '`x`',
      'https://example.com/a?b=1&c',
      'Ada King',
      'is not',
    );
    const piece = fc.oneof(
      words,
      words,
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string(),
    );
    const body = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(''));
    const heads = fc.constantFrom(
      '',
      '',
      'Subject: x\n\n',
      'From: a@example.com\nSubject:x\n\n',
      'Note: x\n\n',
    );
    const expected = fc.oneof(
      fc.constant(ham),
      fc.constantFrom(...pieces).map((slot): Expected => ({ kind: 'text', accept: [slot] })),
    );
    const share = fc.constantFrom(null, 0.3, 1);
    fc.assert(
      fc.property(heads, body, share, fc.nat(), expected, (head, rest, part, seed, slot) => {
        for (const operator of operators) expectPromises(operator, head + rest, seed, part, slot);
      }),
      { numRuns: 400, seed: 20 },
    );
  });
});

describe('visible characters', () => {
  const family = '👩‍👩‍👧‍👦';
  // Words of several code points a letter: accents, an Indic script, a flag of skin tone behind a word.
  const text = `cafe\u0301te\u0301ria na\u0308rrisch हिन्दीवाक्य ${family} stra\u0308\u0323sse word👍🏽 ne\u0301e\u0301e\u0301`;
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const visible = (of: string) => Array.from(segmenter.segment(of), ({ segment }) => segment).sort();

  test('typo moves them whole', () => {
    for (let seed = 0; seed < 100; seed++) {
      expect(visible(applied('typo', text, { seed, share: 1 }) ?? '')).toEqual(visible(text));
    }
  });

  test.each([
    'drop-char',
    'keyboard',
    'ocr',
    'obfuscate',
    'homoglyph',
    'extra-whitespace',
    'newlines',
    'strip-punctuation',
  ])('%s cuts none in two', (name) => {
    const known = new Set(visible(text));
    for (let seed = 0; seed < 50; seed++) {
      const made = visible(applied(name, text, { seed, share: 1 }) ?? '');
      // What is new is one code point: a letter put in place of another, or a blank.
      expect(made.filter((character) => !known.has(character) && [...character].length > 1)).toEqual([]);
    }
  });
});

/** Checks one application against what the operator says of itself, without the code that makes the claims. */
function expectPromises(
  operator: Operator,
  text: string,
  seed: number,
  share: number | null,
  expected: Expected,
): void {
  const options = operator.options.parse({});
  const spans = lockedSpans(operator, text, { expected });
  const apply = () => operator.apply(text, { random: createRandom(seed), share, spans }, options);
  const result = apply();
  expect(apply()).toBe(result);
  if (result === null) return;
  expect(result).not.toBe(text);
  expect(/\p{Surrogate}/u.test(result)).toBe(false);
  expect(firstLost(spans, result)).toBeNull();

  const words = text.split(/\s+/).filter((word) => word !== '');
  const edits =
    share === null
      ? Math.max(1, Math.min(3, Math.floor(words.length / 10)))
      : Math.max(1, Math.round(share * words.length));
  const claims = operator.claims(options);
  if (claims.changed !== null) expect(goneWords(words, result)).toBeLessThanOrEqual(claims.changed(edits));
  const band = claims.words(words.length, edits);
  const count = result.split(/\s+/).filter((word) => word !== '').length;
  expect(count, `${operator.name}: words of ${JSON.stringify(result.slice(0, 300))}`).toBeGreaterThanOrEqual(
    band.min,
  );
  expect(count, `${operator.name}: words of ${JSON.stringify(result.slice(0, 300))}`).toBeLessThanOrEqual(
    band.max,
  );
}

function firstLost(spans: readonly ProtectedSpan[], text: string): string | null {
  let rest = text;
  for (const span of spans) {
    const at = rest.indexOf(span.text);
    if (at < 0) return `${span.kind} ${span.text}`;
    rest = rest.slice(at + span.text.length);
  }
  return null;
}

/** Words of the first text that the second no longer has, each as often as it occurs. */
function goneWords(words: readonly string[], text: string): number {
  const counts = new Map<string, number>();
  for (const word of text.split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left <= 0;
  }).length;
}
