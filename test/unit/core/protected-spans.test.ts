import { describe, expect, test } from 'vitest';
import type { Expected } from '../../../core/case.ts';
import { protectedSpans } from '../../../core/protected-spans.ts';

const label: Expected = { kind: 'label', label: 'spam' };

function found(text: string, expected: Expected = label): readonly string[] {
  return protectedSpans(text, expected).map((span) => `${span.kind}:${span.text}`);
}

describe('what is protected', () => {
  test.each([
    ['write to ann.lee+x@mail.example.org today', ['email:ann.lee+x@mail.example.org']],
    ['ask <ann@example.org>, please', ['email:ann@example.org']],
    [
      'see https://example.org/a?b=1 or www.example.org',
      ['url:https://example.org/a?b=1', 'url:www.example.org'],
    ],
    ['run `npm test` twice', ['code:`npm test`']],
    ['as in\n```\nx = 1\n```\nthere', ['code:```\nx = 1\n```']],
    ['on 2026-02-29 it ended', ['date:2026-02-29']],
    ['on 3 March 2026 it ended', ['date:3 March 2026']],
    ['on March 3, 2026 it ended', ['date:March 3, 2026']],
    ['on 3/4/26 it ended', ['date:3/4/26']],
    ['pay $1,250.50 or 12 % of it', ['number:$1,250.50', 'number:12 %']],
    ['it is -5 outside', ['number:-5']],
    ['i met Ann Lee there', ['entity:Ann Lee']],
  ])('%j', (text, spans) => {
    expect(found(text)).toEqual(spans);
  });

  test.each([
    'Hello there',
    'the first one. Then the next one',
    'no at sign in a.b.c or a@b',
    'nothing at all',
    '',
  ])('nothing in %j: a capital that opens a sentence is no name', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('offsets cut the span out of the text, also behind characters of two code units', () => {
    const text = '🙂 send 3 to ann@example.org';
    const spans = protectedSpans(text, label);
    expect(spans.map((span) => span.text)).toEqual(['3', 'ann@example.org']);
    for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.text);
  });
});

describe('slots of the expected value', () => {
  test.each<[Expected, readonly string[]]>([
    [{ kind: 'text', accept: ['noon', '12:00'] }, ['expected:noon', 'expected:12:00']],
    [{ kind: 'number', value: 12, tolerance: 0, unit: null }, ['expected:12', 'number:00']],
    [{ kind: 'json', value: { when: ['noon'], n: 12 } }, ['expected:noon', 'expected:12', 'number:00']],
    [{ kind: 'facts', must: ['at noon'], mustNot: ['open'] }, ['expected:at noon', 'number:12', 'number:00']],
    [{ kind: 'behaviour', behaviour: 'refuse' }, ['number:12', 'number:00']],
  ])('%j', (expected, spans) => {
    expect(found('open at noon, that is 12:00', expected)).toEqual(spans);
  });

  test('a label is a class, no slot', () => {
    expect(found('this spam is spam')).toEqual([]);
  });

  test('every occurrence counts, and an empty slot none', () => {
    expect(found('no and no', { kind: 'text', accept: ['', 'no'] })).toEqual(['expected:no', 'expected:no']);
  });

  test('a slot wins over a pattern that starts before it', () => {
    const expected: Expected = { kind: 'text', accept: ['example.org'] };
    expect(found('ask ann@example.org', expected)).toEqual(['expected:example.org']);
  });
});

describe('where patterns overlap', () => {
  test('the one that starts first wins', () => {
    expect(found('see https://example.org/2026-02-28 there')).toEqual(['url:https://example.org/2026-02-28']);
    expect(found('use `ann@example.org` there')).toEqual(['code:`ann@example.org`']);
  });

  test('of two that start together the longer wins', () => {
    expect(found('on 2026-02-28 it ended')).toEqual(['date:2026-02-28']);
    expect(found('ask 42@example.org today')).toEqual(['email:42@example.org']);
  });
});

describe('long texts', () => {
  test('a local part has at most 64 characters (RFC 5321, 4.5.3.1.1)', () => {
    const longest = `${'a'.repeat(64)}@example.org`;
    expect(found(`ask ${longest}`)).toEqual([`email:${longest}`]);
    expect(found(`ask a${longest}`)).toEqual([]);
  });

  // Far above what linear work takes (milliseconds) and far below the quadratic (many seconds).
  const limitMs = 1000;
  test.each([
    ['one unbroken run', 'a'.repeat(50_000)],
    ['one unbroken run before an at sign', `${'a'.repeat(50_000)}@`],
    ['one unbroken run after an at sign', `a@${'a'.repeat(50_000)}`],
    ['dots only', '.'.repeat(50_000)],
    ['digits only', '1'.repeat(50_000)],
    ['many numbers', '1 '.repeat(25_000)],
    ['backticks on lines of their own', '`\n'.repeat(25_000)],
  ])('%s: time grows with the length, not its square', (_, text) => {
    const started = performance.now();
    protectedSpans(text, label);
    expect(performance.now() - started).toBeLessThan(limitMs);
  });

  test('a slot in every place', () => {
    const started = performance.now();
    const spans = protectedSpans('ab'.repeat(25_000), { kind: 'text', accept: ['b'] });
    expect(spans).toHaveLength(25_000);
    expect(performance.now() - started).toBeLessThan(limitMs);
  });
});
