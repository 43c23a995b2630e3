import { describe, expect, test } from 'vitest';
import type { Provenance } from '../../../core/case.ts';
import type { ProtectedKind } from '../../../core/protected-spans.ts';
import type { AdmissionContext, Claims } from '../../../core/seams.ts';
import { commonLanguage, detectLanguage } from '../../../judges/admission/detect-language.ts';
import { distinct } from '../../../judges/admission/distinct.ts';
import { effectKept } from '../../../judges/admission/effect-kept.ts';
import { judges } from '../../../judges/admission/index.ts';
import { language } from '../../../judges/admission/language.ts';
import { countWords, length } from '../../../judges/admission/length.ts';
import { pii } from '../../../judges/admission/pii.ts';
import { wellFormed } from '../../../judges/admission/well-formed.ts';
import { generatedFrom } from '../datasets/dataset-fixtures.ts';
import { caseOf, contextOf, everyKind, labelled, noClaims, qa, signal, text } from './judge-fixtures.ts';

test('the panel rules in this order, cheap judges first', () => {
  expect(judges.map(({ name }) => name)).toEqual([
    'well-formed',
    'length',
    'leak',
    'language',
    'repetition',
    'effect-kept',
    'distinct',
    'pii',
  ]);
});

describe('well-formed', () => {
  const judge = wellFormed.create({}, { task: qa });
  const code = async (candidate = caseOf('hello'), context = contextOf()) =>
    (await judge.assess(candidate, context, signal())).code;

  test('a user message, whole characters and a label of the task', async () => {
    expect(await judge.assess(caseOf('hello 😀'), contextOf(), signal())).toEqual({
      status: 'accepted',
      code: null,
      reason: 'input and expected value can be read',
    });
  });

  test('no user message', async () => {
    const input = { messages: [{ role: 'system', content: 'Answer.' }] } as const;
    expect(await code(caseOf('', { input }))).toBe('parse');
  });

  test('half a surrogate pair, in any message', async () => {
    expect(await code(caseOf('broken \ud83d'))).toBe('parse');
    const messages = [
      { role: 'assistant', content: '\ude00' },
      { role: 'user', content: 'fine' },
    ] as const;
    expect(await code(caseOf('', { input: { messages } }))).toBe('parse');
  });

  test('an expected value that no scorer reads, in the words of the scorer', async () => {
    const context = contextOf({ unreadable: ({ kind }) => (kind === 'facts' ? 'needs a number' : null) });
    const candidate = caseOf('hello', { expected: everyKind.facts });
    expect(await judge.assess(candidate, context, signal())).toEqual({
      status: 'rejected',
      code: 'parse',
      reason: 'needs a number',
    });
  });

  test('a label that the task does not have', async () => {
    expect(await code(caseOf('hello', { expected: labelled('Ham') }))).toBe('parse');
    expect(await code(caseOf('hello', { expected: labelled('Ham') }), contextOf({ task: qa }))).toBe(null);
  });
});

describe('length', () => {
  const judge = length.create({}, { task: qa });
  const status = async (
    words: number,
    wordBand: AdmissionContext['wordBand'],
    claimed: Claims['words'] = null,
  ) => {
    const candidate = caseOf(Array.from({ length: words }, () => 'word').join(' '));
    const context = contextOf({ wordBand, claims: { ...noClaims, words: claimed } });
    const ruling = await judge.assess(candidate, context, signal());
    return ruling.code ?? ruling.status;
  };

  test('both ends of the band are inside', async () => {
    const band = { min: 3, max: 5 };
    expect(await Promise.all([2, 3, 5, 6].map((words) => status(words, band)))).toEqual([
      'length',
      'accepted',
      'accepted',
      'length',
    ]);
  });

  test('what the operation declares counts, not the band of the seeds', async () => {
    expect(await status(100, { min: 3, max: 5 }, { min: 50, max: 200 })).toBe('accepted');
    expect(await status(4, { min: 3, max: 5 }, { min: 50, max: 200 })).toBe('length');
  });

  test('without a band nothing is refused', async () => {
    expect(await status(0, null)).toBe('accepted');
    expect(await status(5000, null)).toBe('accepted');
  });

  test('words are what white space separates', () => {
    expect(['', '  ', 'one', 'a-b c', ' a\n\tb\u00a0c '].map(countWords)).toEqual([0, 0, 1, 2, 3]);
  });

  describe('what a model wrote without letters is no text', () => {
    const written = { ...generatedFrom(), model: 'a:b' } as const;
    const codeOf = async (
      content: string,
      fewestLetters: number | null,
      provenance: Provenance = written,
    ) => {
      const context = contextOf({ fewestLetters });
      return (await judge.assess(caseOf(content, { provenance }), context, signal())).code;
    };

    test.each([', 1,', '???', '1', 'a'])('%s', async (content) => {
      expect(await codeOf(content, null)).toBe('length');
      expect(await codeOf(content, 40)).toBe('length');
    });

    test('where seeds have none, or a rule wrote it, it may be', async () => {
      expect(await codeOf('12 * 3 = ?', 0)).toBe(null);
      expect(await codeOf('???', null, { ...written, model: null })).toBe(null);
      expect(await codeOf('no', 40)).toBe(null);
    });
  });
});

const english = 'The parcel has not arrived yet and nobody answers when I call the office.';
const german = 'Das Paket ist noch nicht angekommen und im Büro geht niemand an das Telefon.';
const spanish = 'El paquete todavía no ha llegado y nadie contesta cuando llamo a la oficina.';

describe('language', () => {
  const judge = language.create({}, { task: qa });
  const rule = (content: string, more: Parameters<typeof contextOf>[0]) =>
    judge.assess(caseOf(content), contextOf(more), signal());

  test.each([
    [english, 'en'],
    [german, 'de'],
    ['Ho aspettato il pacco tutto il giorno, ma il corriere non è mai passato.', 'it'],
    // Near languages come near: Catalan here. Nothing is said rather than something wrong.
    [spanish, null],
    ['', null],
    ['Hello there', null],
    ['12345 67890 12345 67890 12345', null],
  ])('%j is %s', async (content, code) => {
    expect(await detectLanguage(content)).toBe(code);
  });

  test('under 20 letters nothing is said', async () => {
    const short = 'wo ist mein Paket jetzt'; // 19 letters
    expect(short.match(/\p{L}/gu)).toHaveLength(19);
    expect(await detectLanguage(short)).toBe(null);
  });

  test('most of the texts decide, and nothing is known of none', async () => {
    expect(await commonLanguage([german, english, german, 'hm'])).toBe('de');
    expect(await commonLanguage([])).toBe(null);
    expect(await commonLanguage(['hm'])).toBe(null);
  });

  test('a case without a parent is held to the cell', async () => {
    expect(await rule(german, { language: 'en' })).toEqual({
      status: 'rejected',
      code: 'lang',
      reason: 'language de, wanted en',
    });
    expect((await rule(english, { language: 'en' })).status).toBe('accepted');
    expect((await rule(german, { language: null })).status).toBe('accepted');
  });

  test('a case with a parent is held to the parent', async () => {
    expect((await rule(german, { language: 'en', parents: [caseOf(german)] })).status).toBe('accepted');
    expect((await rule(english, { language: 'en', parents: [caseOf(german)] })).code).toBe('lang');
  });

  test('a translation is held to the language that it claims', async () => {
    const claims: Claims = { ...noClaims, language: { is: 'de' } };
    const parents = [caseOf(english)];
    expect((await rule(german, { language: 'en', claims, parents })).status).toBe('accepted');
    expect((await rule(english, { language: 'en', claims, parents })).code).toBe('lang');
  });

  test('what cannot be told, and what is not meant to be read, is let through', async () => {
    expect((await rule('Wo ist es?', { language: 'en' })).status).toBe('accepted');
    const claims: Claims = { ...noClaims, language: 'any' };
    expect((await rule(german, { language: 'en', claims })).status).toBe('accepted');
  });
});

describe('distinct', () => {
  const judge = distinct.create({}, { task: qa });

  test('refuses what the set has, and names the case', async () => {
    const asked: unknown[] = [];
    const candidate = caseOf('hello');
    const context = contextOf({
      cluster: 'mine',
      duplicateOf: (...question) => {
        asked.push(question);
        return 'c42';
      },
    });
    const ruling = await judge.assess(candidate, context, signal());
    expect(ruling).toMatchObject({
      status: 'rejected',
      code: 'exact-dup',
      reason: expect.stringContaining('c42'),
    });
    expect(asked).toEqual([[candidate, 'mine']]);
    expect(ruling.nearest).toEqual({ id: 'c42', measure: 'exact', value: 1 });
  });

  test.each([
    ['lexical-dup', 'rouge-l', 0.75, 'ROUGE-L 0.75'],
    ['near-dup', 'characters', 0.876, 'character 5-grams 0.88'],
    ['near-dup', 'words', 0.8, 'word 5-grams 0.80'],
    ['semantic-dup', 'meaning', 0.93, 'embeddings 0.93'],
  ] as const)('refuses what the set nearly has: %s by %s', async (code, measure, value, words) => {
    const near = { id: 'c42', code, measure, value };
    const ruling = await judge.assess(
      caseOf('hello'),
      contextOf({ nearDuplicateOf: async () => near }),
      signal(),
    );
    expect(ruling).toMatchObject({ status: 'rejected', code, nearest: { id: 'c42', measure, value } });
    expect(ruling.reason).toContain(`case c42: `);
    expect(ruling.reason).toContain(words);
  });

  test('accepts what is new', async () => {
    expect(await judge.assess(caseOf('hello'), contextOf(), signal())).toMatchObject({
      status: 'accepted',
      code: null,
    });
  });
});

describe('effect-kept', () => {
  const judge = effectKept.create({}, { task: qa });
  const rule = (before: string, after: string, claims: Partial<Claims> = {}) =>
    judge.assess(
      caseOf(after),
      contextOf({ parents: [caseOf(before)], claims: { ...noClaims, effect: 'invariant', ...claims } }),
      signal(),
    );

  test('a case without a parent, or without a claim, passes', async () => {
    const alone = contextOf({ claims: { ...noClaims, effect: 'invariant' } });
    expect((await judge.assess(caseOf('a'), alone, signal())).status).toBe('accepted');
    expect((await rule('same', 'same', { effect: null })).status).toBe('accepted');
  });

  test('a text that did not change', async () => {
    expect((await rule('where is it', 'where is it')).code).toBe('no-change');
    expect((await rule('where is it', 'Where is it')).code).toBe(null);
  });

  test('an invariant operation keeps the expected value; others may change it', async () => {
    const assess = (effect: Claims['effect']) =>
      judge.assess(
        caseOf('where is it not', { expected: labelled('spam') }),
        contextOf({ parents: [caseOf('where is it')], claims: { ...noClaims, effect } }),
        signal(),
      );
    expect((await assess('invariant')).code).toBe('rule');
    expect((await assess('label-map')).status).toBe('accepted');
    expect((await assess('unknown')).status).toBe('accepted');
  });

  test.each<[ProtectedKind, string, string]>([
    ['number', 'pay 12 euros', 'pay 13 euros'],
    ['number', 'pay 12 euros', 'pay euros'],
    ['number', 'pay 12 euros', 'pay 123 euros'],
    ['number', 'pay 12 euros', 'pay 312 euros'],
    ['number', 'pay 12 euros', 'pay 1.12 euros'],
    ['number', 'pay 12 euros', 'pay 12.5 euros'],
    ['number', 'from 1 to 2', 'from 2 to 1'],
    ['date', 'due on 2026-01-31', 'due on 2026-01-30'],
    ['email', 'ask ada@example.com', 'ask ida@example.com'],
    ['url', 'see https://example.com/a', 'see https://example.com/b'],
    ['code', 'run `ls -a` now', 'run `ls -b` now'],
    ['entity', 'the train to Oslo is late', 'the train to Olso is late'],
  ])('%s: %j may not become %j, unless that is declared', async (kind, before, after) => {
    expect(await rule(before, after)).toMatchObject({ status: 'rejected', code: 'protected-span' });
    expect((await rule(before, after, { edits: [kind] })).code).toBe(null);
  });

  test.each([
    ['pay 12 euros', 'Pay 12 EUROS'],
    ['pay 12 euros', 'pay, 12, euros'],
    ['pay 12 euros', 'in 2012 I had to pay 12 euros'],
    ['pay 12.', 'pay 12!'],
  ])('%j may become %j', async (before, after) => {
    expect((await rule(before, after)).code).toBe(null);
  });

  test('the slot of an expected text is protected', async () => {
    const expected = text('blue whale');
    const ruling = await judge.assess(
      caseOf('is the bleu whale large', { expected }),
      contextOf({
        parents: [caseOf('is the blue whale big', { expected })],
        claims: { ...noClaims, effect: 'invariant' },
      }),
      signal(),
    );
    expect(ruling).toMatchObject({ code: 'protected-span', reason: 'expected "blue whale" was changed' });
  });

  test('no more words differ than declared', async () => {
    const before = 'one two three four five six seven eight nine ten';
    const one = before.replace('three', 'thre');
    const two = one.replace('nine', 'nien');
    expect((await rule(before, one, { maxChangedWords: 0.1 })).code).toBe(null);
    expect(await rule(before, two, { maxChangedWords: 0.1 })).toMatchObject({
      code: 'edit-bound',
      reason: '20 % of the words differ, at most 10 % may',
    });
    expect((await rule(before, two, { maxChangedWords: null })).code).toBe(null);
    expect((await rule('a a b', 'a b c', { maxChangedWords: 0.2 })).code).toBe('edit-bound');
    expect((await rule('', 'hello', { maxChangedWords: 0 })).code).toBe(null);
  });
});

describe('pii', () => {
  const judge = pii.create({}, { task: qa });
  const found = (text: string, score: number) => ({ type: 'email', start: 0, end: text.length, text, score });
  const assess = (...all: readonly { readonly text: string; readonly score: number }[]) =>
    judge.assess(
      caseOf('hello'),
      contextOf({ foreignIdentifiers: async () => all.map(({ text, score }) => found(text, score)) }),
      signal(),
    );

  test('from 0.5 on it refuses, below it asks people, and it never repeats a value', async () => {
    expect(await assess()).toMatchObject({ status: 'accepted', code: null });
    expect(await assess({ text: 'jane.roe@acme.io', score: 0.5 })).toEqual({
      status: 'rejected',
      code: 'pii',
      reason: 'holds what it was not made of: email j… (16 characters)',
    });
    expect(await assess({ text: 'jane.roe@acme.io', score: 0.49 })).toMatchObject({
      status: 'undecided',
      code: 'pii',
    });
  });

  test('one sure find among likely ones refuses, and many are not all told', async () => {
    const many = Array.from({ length: 5 }, (_, index) => ({ text: `x${index}@acme.io`, score: 0.6 }));
    const ruling = await assess({ text: 'likely', score: 0.4 }, ...many);
    expect(ruling.status).toBe('rejected');
    expect(ruling.reason).toMatch(/and 2 more$/);
    expect(ruling.reason).not.toContain('acme');
  });
});
