import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { label } from '../../../judges/scoring/label.ts';
import { classification, labelled, readingOf, scoreOf } from './judge-fixtures.ts';

const task = classification('billing', 'bill', 'feature', 'feature-request', 'out-of-scope');

/** The label that an output is taken for, whatever is expected. */
async function answer(output: string, mention = false, labels = task): Promise<string | null> {
  const reading = await readingOf(label, labelled('billing'), output, { task: labels, with: { mention } });
  if (reading.status === 'unscored') throw new Error(reading.reason);
  return reading.answer;
}

describe('the whole output is a label', () => {
  test.each([
    'billing',
    'Billing',
    'BILLING',
    '  billing\n',
    '"billing"',
    '“billing”',
    '**billing**',
    '`billing`.',
    '```\nbilling\n```',
    '- billing',
    '# Billing',
    '> billing',
    '<billing>',
    'billing!',
    '✅ billing',
    'ｂｉｌｌｉｎｇ',
  ])('%j is billing', async (output) => {
    expect(await readingOf(label, labelled('billing'), output, { task })).toEqual({
      status: 'scored',
      value: 1,
      reason: 'answered billing, expected billing',
      answer: 'billing',
    });
  });

  test.each([
    '',
    ' ',
    '.',
    'billings',
    'the billing queue',
    'billing, bill',
    'billing or feature',
    'not billing',
    'refunds',
  ])('%j is no label, and 0', async (output) => {
    const reading = await readingOf(label, labelled('billing'), output, { task });
    expect(reading).toMatchObject({ status: 'scored', value: 0, answer: null });
  });

  test('another label is wrong, and a label that begins with it is another', async () => {
    expect(await scoreOf(label, labelled('billing'), 'bill', { task })).toBe(0);
    expect(await scoreOf(label, labelled('bill'), 'billing', { task })).toBe(0);
    expect(await answer('bill')).toBe('bill');
    expect(await answer('feature-request')).toBe('feature-request');
    expect(await answer('Feature.')).toBe('feature');
  });

  test('marks that are part of a label tell labels apart', async () => {
    const languages = classification('c', 'c++', 'c#', '.net', 'net', '+', '-');
    for (const name of ['c', 'c++', 'c#', '.net', 'net', '+', '-']) {
      expect(await answer(name, false, languages)).toBe(name);
    }
    expect(await answer('**C++**.', false, languages)).toBe('c++');
    expect(await answer('', false, languages)).toBe(null);
    const ratings = classification('-1', '0', '1');
    expect(await answer('-1', false, ratings)).toBe('-1');
    expect(await answer('1.', false, ratings)).toBe('1');
    expect(await answer('-0.', false, ratings)).toBe(null);
  });

  test('labels in other scripts', async () => {
    const hindi = classification('बिल', 'बिलिंग');
    expect(await answer('बिलिंग।', false, hindi)).toBe('बिलिंग');
    expect(await answer('「账单」', false, classification('账单', '故障'))).toBe('账单');
  });

  test('a very long output is read in no time', async () => {
    const started = performance.now();
    expect(await answer(`a${'.'.repeat(200_000)}a`)).toBe(null);
    expect(await answer(`a${' '.repeat(200_000)}a`, true)).toBe(null);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('mention: true', () => {
  test.each([
    ['The queue is billing.', 'billing'],
    ['Queue: **Billing**', 'billing'],
    ['_billing_ it is', 'billing'],
    ['billing. Yes, billing!', 'billing'],
    ['I would pay the bill.', 'bill'],
    ['It is a feature-request.', 'feature-request'],
    ['It is a Feature Request.', 'feature-request'],
    ['this is out of scope', 'out-of-scope'],
  ])('%j names %s', async (output, name) => {
    expect(await answer(output, true)).toBe(name);
  });

  test.each([
    '',
    'billings',
    'rebilling',
    'unfeatured',
    'billing or bill',
    'a feature, or rather a feature-request',
    'non-billing',
    'billing_2',
    'nothing of that',
  ])('%j names none', async (output) => {
    expect(await answer(output, true)).toBe(null);
  });

  test('signs and marks at the end of a word belong to it', async () => {
    const languages = classification('c', 'c++');
    expect(await answer('It is C++.', true, languages)).toBe('c++');
    expect(await answer('It is C.', true, languages)).toBe('c');
    expect(await answer('It is C#.', true, languages)).toBe(null);
    const hindi = classification('बिल', 'फल');
    expect(await answer('यह बिलिंग है', true, hindi)).toBe(null);
    expect(await answer('यह बिल है', true, hindi)).toBe('बिल');
  });
});

test('a label is found however it is dressed up', async () => {
  const around = fc.stringMatching(/^[\s"'*_`.,:;!?()[\]{}]{0,8}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('billing', 'bill', 'feature', 'feature-request'),
      around,
      around,
      async (name, before, after) => {
        expect(await answer(before + name.toUpperCase() + after)).toBe(name);
      },
    ),
  );
});

test('only labels can be read', async () => {
  const scorer = label.create({}, { task });
  expect(scorer.unreadable(labelled('billing'))).toBe(null);
  expect(scorer.unreadable({ kind: 'text', accept: ['billing'] })).toContain('`text`');
  expect(await scoreOf(label, { kind: 'text', accept: ['billing'] }, 'billing', { task })).toBe('unscored');
  expect(() => label.create({ mentions: true }, { task })).toThrow('mentions');
});
