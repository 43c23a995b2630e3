import { describe, expect, test } from 'vitest';
import type { Expected } from '../../../core/case.ts';
import { applied, outcomes } from './perturb-fixtures.ts';

// Texts in which an operator has one or a few ways to go; every way is listed, sorted.
describe('character noise', () => {
  test.each([
    ['typo', 'good', ['godo']],
    ['typo', 'abab', ['aabb', 'abba']],
    ['typo', 'abc', [null]],
    ['keyboard', 'pppp', ['pplp', 'ppop', 'pppl', 'pppo', 'plpp', 'popp'].sort()],
    ['keyboard', 'ZZZZ', ['ZAZZ', 'ZXZZ', 'ZZAZ', 'ZZXZ', 'ZZZA', 'ZZZX']],
    ['ocr', 'yarn', ['yam']],
    ['ocr', 'pods', ['p0ds', 'pocls']],
    ['drop-char', 'aaaa', ['aaa']],
    ['double-char', 'abbb', ['abbbb']],
    ['obfuscate', 'xxaxx', ['xx@xx']],
    ['obfuscate', 'SOxxx', ['$0xxx', '$Oxxx', 'S0xxx']],
    ['obfuscate', 'area', [null]],
  ])('%s: %j', (name, text, expected) => {
    expect(outcomes(name, text)).toEqual([...expected].sort());
  });

  test('obfuscate takes shorter words where it is told to', () => {
    expect(applied('obfuscate', 'axx', { options: { minLetters: 3 } })).toBe('@xx');
  });

  test('names, handles, codes and words with digits stay', () => {
    expect(outcomes('drop-char', '@aaaa #bbbb cccc1 dddd_e &eeee; to Ffff', { share: 1 })).toEqual([null]);
  });
});

describe('unicode', () => {
  test.each([
    ['homoglyph', 'dp', ['d\u0440']],
    ['homoglyph', 'LO', ['L\u039f', 'L\u041e']],
    ['zero-width', 'ab', ['a\u200bb', 'a\u200cb', 'a\u2060b']],
    ['full-width', 'ab cd', ['ab ｃｄ', 'ａｂ cd']],
    ['full-width', 'éa', [null]],
    ['nfd', 'café à Oz', ['cafe\u0301 a\u0300 Oz']],
    ['nfd', 'cafe', [null]],
    ['bidi-mark', 'ab', ['\u200eab', '\u200fab', '\u202aab\u202c', '\u2068ab\u2069']],
    [
      'emoji',
      'Refund',
      ['➡️ Refund', '📎 Refund', '🔎 Refund', '🗂️ Refund', '👋 Refund', '👩‍💻 Refund', '🧑🏽‍🔧 Refund'].sort(),
    ],
  ])('%s: %j', (name, text, expected) => {
    expect(outcomes(name, text)).toEqual([...expected].sort());
  });

  test('combining-marks puts as many marks on a letter as it is told to', () => {
    const marked = applied('combining-marks', 'ab', { options: { marks: 9 } }) ?? '';
    expect(marked.match(/\p{M}/gu)).toHaveLength(9);
    expect(marked.replace(/\p{M}/gu, '')).toBe('ab');
    expect(marked).toMatch(/\p{M}{9}/u);
  });
});

describe('case, punctuation, white space', () => {
  const text = 'Subject: why me\n\nAsk Ada King, don’t ask a@example.com. Order AB12 is `Late`!';

  test.each([
    ['upper', 'Subject: WHY ME\n\nASK ADA KING, DON’T ASK a@example.com. ORDER AB12 IS `Late`!'],
    ['lower', 'Subject: why me\n\nask ada king, don’t ask a@example.com. order AB12 is `Late`!'],
    ['title', 'Subject: Why Me\n\nAsk Ada King, Don’t Ask a@example.com. Order AB12 Is `Late`!'],
    ['strip-punctuation', 'Subject: why me\n\nAsk Ada King don’t ask a@example.com Order AB12 is `Late`!'],
  ])('%s', (name, expected) => {
    expect(applied(name, text)).toBe(expected);
  });

  test.each([
    ['strip-punctuation', '"Hi" (you), e.g. 3.5 a/b :) ...', ['Hi you e.g 3.5 a/b :) ...']],
    ['repeat-punctuation', 'Stop!', ['Stop!!', 'Stop!!!', 'Stop!!!!']],
    ['repeat-punctuation', 'Stop', [null]],
    ['extra-whitespace', 'a b', ['a\tb', 'a \tb', 'a  b', 'a   b', 'a     b']],
    ['newlines', 'a b', ['a\nb', 'a\n\nb', 'a \nb']],
    ['newlines', 'Subject: a b\n\nc', [null]],
    ['upper', 'NO 12', [null]],
  ])('%s: %j', (name, given, expected) => {
    expect(outcomes(name, given)).toEqual([...expected].sort());
  });
});

describe('numerals', () => {
  test.each([
    ['digits-to-words', 'It took 0 days', 'It took zero days'],
    ['digits-to-words', 'I have 42 of them', 'I have forty-two of them'],
    ['digits-to-words', 'all 105 doors', 'all one hundred and five doors'],
    ['digits-to-words', 'some 9999 people', 'some nine thousand nine hundred and ninety-nine people'],
    ['digits-to-words', 'about 12,005.', 'about twelve thousand and five.'],
    ['digits-to-words', 'over 300,000 times', 'over three hundred thousand times'],
    ['digits-to-words', 'order no. 4711', null],
    ['digits-to-words', 'at 10:30, 1/2, 3.5, $7, 8 %, 007, 5-6, A4, +49 30 555, 1️⃣, 1234567', null],
    ['digits-to-words', '1. first\n2) second', null],
    ['thousands-separator', 'about 12500 people', 'about 12,500 people'],
    ['thousands-separator', 'about 1,234,567.89 euros', 'about 1234567.89 euros'],
    ['thousands-separator', 'in 2024', null],
    ['thousands-separator', 'ticket #48213', null],
    ['decimal-comma', 'it weighs 3.5 kg', 'it weighs 3,5 kg'],
    ['decimal-comma', 'it costs $1,234.50 now', 'it costs $1.234,50 now'],
    ['decimal-comma', 'version 3.5 and 1.234 and 10.30 am', null],
    ['roman', 'chapter 14', 'chapter XIV'],
    ['roman', 'the year 1994', 'the year MCMXCIV'],
    ['roman', 'the year 3999', 'the year MMMCMXCIX'],
    ['roman', '5 apples, 10 pears, 4000 nuts', null],
  ])('%s: %j', (name, text, expected) => {
    expect(outcomes(name, text)).toEqual([expected]);
  });
});

describe('dates', () => {
  test.each([
    ['due 2024-03-05.', ['due 5 March 2024.', 'due March 5, 2024.']],
    ['due 5 March 2024.', ['due 2024-03-05.']],
    ['due March 5, 2024', ['due 2024-03-05']],
    ['due 29 Feb 2024', ['due 2024-02-29']],
    ['due 1 sept 2023', ['due 2023-09-01']],
    ['due 29 Feb 2023', [null]],
    ['due 2023-13-01', [null]],
    ['due 03/04/2024 or 3.4.2024', [null]],
    ['at 2024-03-05T10:00', [null]],
  ])('%s', (text, expected) => {
    expect(outcomes('date-format', text)).toEqual([...expected].sort());
  });
});

describe('units and money', () => {
  test.each([
    ['unit-name', 'it is 5 km away', ['it is 5 kilometres away']],
    ['unit-name', 'it is 1 km away', ['it is 1 kilometre away']],
    ['unit-name', 'at 80km/h.', ['at 80 kilometres per hour.']],
    ['unit-name', 'at 80 kilometres per hour.', ['at 80 km/h.']],
    ['unit-name', 'weighs 2.5 kilograms', ['weighs 2.5 kg']],
    ['unit-name', 'down 5 %', ['down 5 percent']],
    ['unit-name', 'down 5 percent', ['down 5%']],
    ['unit-name', 'at 21°C', ['at 21 degrees Celsius']],
    ['unit-name', '5 pounds, 5 kmx, 5 km², no km', [null]],
    ['currency-format', 'pay $1,200 now', ['pay 1,200 dollars now', 'pay USD 1,200 now']],
    ['currency-format', 'pay £1', ['pay 1 pound', 'pay GBP 1']],
    ['currency-format', 'pay €2.5 million', ['pay 2.5 million euros', 'pay EUR 2.5 million']],
    ['currency-format', 'US$5, $5k, $5-10, -$3, 5', [null]],
  ])('%s: %j', (name, text, expected) => {
    expect(outcomes(name, text)).toEqual([...expected].sort());
  });
});

describe('negation', () => {
  test.each([
    ['negate', 'The room was clean.', ['The room was not clean.', "The room wasn't clean."]],
    ['negate', 'I am happy, it is fine', ['I am not happy, it is fine']],
    ['negate', 'They will come.', ['They will not come.', "They won't come."]],
    ['negate', 'You can go', ["You can't go", 'You can not go']],
    ['negate', 'It is not clean.', ['It is clean.']],
    ['negate', "I can't log in, it is late.", ['I can log in, it is late.']],
    ['negate', 'I won’t pay', ['I will pay']],
    ['negate', 'Cannot open it', ['Can open it']],
    ['negate', "Don't do it", ['Do do it']],
    ['negate', "It's broken", ["It's not broken"]],
    ['negate', "That's not Bob", ["That's Bob"]],
    ['negate', 'We have been there', ['We have not been there', "We haven't been there"]],
    ['negate', 'Is it late? What is this? The can was never open.', [null]],
    ['negate', 'Subject: it is late\n\nHello', [null]],
    [
      'double-negation',
      'Hi. The room was very clean. Bye.',
      ['Hi. It is not the case that the room was not very clean. Bye.'],
    ],
    ['double-negation', 'I am happy', ['It is not the case that I am not happy']],
    [
      'double-negation',
      'The room was not clean. The man who rang is here. It is cold and it is wet.',
      [null],
    ],
    ['double-negation', 'All rooms were clean. They are all late. Is it late?', [null]],
  ])('%s: %j', (name, text, expected) => {
    expect(outcomes(name, text)).toEqual([...expected].sort());
  });
});

describe('fillers', () => {
  test.each([
    ['filler', 'go', ['I mean go', 'er go', 'uh go', 'um go', 'well go', 'you know go']],
    ['filler', 'Subject: a b\n\n> -', [null]],
    [
      'hedge',
      'Hi! The box is open?',
      ['I believe', 'I think', 'I would say', 'As far as I can tell,', 'It seems to me that'].map(
        (hedge) => `Hi! ${hedge} the box is open?`,
      ),
    ],
    ['hedge', 'Please send it. Where is it?', [null]],
  ])('%s: %j', (name, text, expected) => {
    expect(outcomes(name, text)).toEqual([...expected].sort());
  });

  test('politeness greets before the body and thanks after it', () => {
    const results = outcomes('politeness', 'Subject: x\n\nOpen the door.');
    expect(results).toContain('Subject: x\n\nHello! Open the door.');
    expect(results).toContain('Subject: x\n\nOpen the door. Thank you.');
    expect(results).toContain('Subject: x\n\nGood day! Open the door. Thanks in advance.');
    expect(outcomes('politeness', 'Subject: x\n\n')).toEqual([null]);
    for (const result of outcomes('politeness', '- one\n- two')) {
      expect(result).toMatch(/^(?:[^\n]+\n\n)?- one\n- two(?:\n\n[^\n]+)?$/);
    }
  });
});

describe('length', () => {
  const text = 'Subject: one two\n\na b\nc  d\n\ne';

  test('truncate counts words of the body and keeps line breaks', () => {
    expect(applied('truncate', text, { options: { words: 3 } })).toBe('Subject: one two\n\na b\nc');
    expect(applied('truncate', text, { options: { words: 4 } })).toBe('Subject: one two\n\na b\nc  d');
    expect(applied('truncate', text, { options: { words: 5 } })).toBeNull();
    expect(applied('truncate', `${'w '.repeat(31)}`)).toBe(`${'w '.repeat(30)}`.trimEnd());
  });

  test('truncate refuses to cut a slot of the expected value', () => {
    const slot = (accept: string): Expected => ({ kind: 'text', accept: [accept] });
    expect(applied('truncate', 'a b c d', { options: { words: 2 }, expected: slot('d') })).toBeNull();
    expect(applied('truncate', 'a b c d', { options: { words: 2 }, expected: slot('b c') })).toBeNull();
    expect(applied('truncate', 'a b c d', { options: { words: 2 }, expected: slot('b') })).toBe('a b');
  });

  test('pad adds as many sentences as it is told to, once each', () => {
    const padded = applied('pad', 'Hello', { options: { sentences: 10 } }) ?? '';
    expect(padded.startsWith('Hello\n\n')).toBe(true);
    const sentences = padded.slice(7).split(/(?<=\.) /);
    expect(new Set(sentences).size).toBe(10);
  });

  test('disclaimer adds one of several notices after the text', () => {
    const results = outcomes('disclaimer', 'Hello\n');
    expect(results.length).toBeGreaterThanOrEqual(4);
    for (const result of results) expect(result).toMatch(/^Hello\n\n[A-Z][^\n]{80,}\.$/);
  });
});

describe('quoting', () => {
  const reply =
    /^Subject: Re: Late parcel\n\n[^\n]+\n\nOn \d{1,2} [A-Z][a-z]+ 202[345] at \d{2}:\d{2}, \w+ \w+ wrote:\n> It is late\.\n>\n> > old\n> Bye\n$/;

  test('quote keeps the subject line and marks every other line', () => {
    for (const result of outcomes('quote', 'Subject: Late parcel\n\nIt is late.\n\n\n> old\nBye\n\n')) {
      expect(result).toMatch(reply);
    }
  });

  test('quote does not say Re: twice, works without a subject and cuts the quotation where told to', () => {
    expect(applied('quote', 'Subject: RE: x\n\na')).toMatch(/^Subject: RE: x\n\n/);
    expect(applied('quote', 'a b c', { options: { words: 2 } })).toMatch(/^[A-Z].* wrote:\n> a b\n$/s);
    expect(applied('quote', 'a b c', { options: { words: 3 } })).toMatch(/ wrote:\n> a b c\n$/);
    expect(applied('quote', 'Subject: x\n\n')).toBeNull();
  });

  test('quote refuses to break up a slot of several lines', () => {
    expect(applied('quote', 'a\nb', { expected: { kind: 'text', accept: ['a\nb'] } })).toBeNull();
  });

  test('forward puts a header block before the body', () => {
    const made =
      /^Subject: Fwd: Re: x\n\n[^\n]+\n\n-+ Forwarded message -+\nFrom: (\w+) (\w+) <\w+\.\w+@example\.com>\nDate: [^\n]+\nSubject: Re: x\n\na\nb$/;
    for (const result of outcomes('forward', 'Subject: Re: x\n\na\nb')) expect(result).toMatch(made);
    expect(applied('forward', 'Subject: Fw: x\n\na')).toMatch(/^Subject: Fw: x\n\n/);
    expect(applied('forward', 'a')).not.toMatch(/Subject/);
  });

  test('other headers stay where they are', () => {
    const text = 'From: a@example.com\nSubject: x\nTo: b@example.com\n\nbody';
    expect(applied('quote', text)).toMatch(
      /^From: a@example\.com\nSubject: Re: x\nTo: b@example\.com\n\n.*\n> body\n$/s,
    );
  });
});

describe('markup', () => {
  test('html-wrap makes paragraphs and escapes', () => {
    expect(
      applied('html-wrap', 'Subject: a < b\n\nif a < b & c\nthen\n\n\nhttps://example.com/?a=1&b=2\n'),
    ).toBe(
      'Subject: a < b\n\n<html><body>\n<p>\nif a &lt; b &amp; c <br>\nthen\n</p>\n<p>\nhttps://example.com/?a=1&amp;b=2\n</p>\n</body></html>\n',
    );
    expect(applied('html-wrap', 'a&b', { expected: { kind: 'text', accept: ['a&b'] } })).toBeNull();
  });

  test.each([
    ['html-entities', 'ab', ['&#97;&#98;', '&#x61;&#x62;']],
    ['markdown-emphasis', 'ab', ['***ab***', '**ab**', '*ab*', '_ab_']],
  ])('%s: %j', (name, text, expected) => {
    expect(outcomes(name, text)).toEqual([...expected].sort());
  });
});

describe('mail headers', () => {
  const text = 'Subject: subject subject\nReply-To: someone\n\nsubject';

  test.each([
    'typo',
    'drop-char',
    'homoglyph',
    'full-width',
    'html-entities',
    'upper',
    'title',
    'markdown-emphasis',
  ])('%s leaves their names alone and may change the rest', (name) => {
    const results = outcomes(name, text, { share: 1 });
    for (const result of results) expect(result).toMatch(/^Subject: .*\nReply-To: .*\n\n.+$/s);
    expect(results).not.toContain(text);
  });

  test('a first line with a colon is no header unless mails have it', () => {
    expect(applied('upper', 'Note: late\n\nbye')).toBe('NOTE: LATE\n\nBYE');
  });
});

describe('how much is edited', () => {
  const words = (n: number) => Array.from({ length: n }, () => 'abbb').join(' ');
  const edited = (n: number, share: number | null) =>
    (applied('double-char', words(n), { share }) ?? '').split(' ').filter((word) => word !== 'abbb').length;

  test('without a share: a tenth of the words, at least 1 and at most 3', () => {
    expect([1, 9, 19, 20, 29, 30, 500].map((n) => edited(n, null))).toEqual([1, 1, 1, 2, 2, 3, 3]);
  });

  test('with a share: that share of the eligible words', () => {
    expect(edited(40, 0.15)).toBe(6);
    expect(edited(40, 1)).toBe(40);
    expect(edited(2, 0.01)).toBe(1);
    const half = applied('double-char', `${words(20)} ${'of '.repeat(100)}`, { share: 0.5 }) ?? '';
    expect(half.split(' ').filter((word) => word === 'abbbb')).toHaveLength(10);
  });
});
