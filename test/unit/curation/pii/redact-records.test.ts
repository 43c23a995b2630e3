import { expect, test } from 'vitest';
import type { CaseInput, Expected } from '../../../../core/case.ts';
import { findAll } from '../../../../curation/pii/find-all.ts';
import { type Redactable, redactRecords, textsOf } from '../../../../curation/pii/redact-records.ts';
import { Surrogates } from '../../../../curation/pii/surrogates.ts';

const said = (content: string): CaseInput => ({ messages: [{ role: 'user', content }] });
const redact = (records: readonly Redactable[], key = 'k') => redactRecords(records, new Surrogates(key));
const inputOf = (record: Redactable | undefined) => record?.input.messages[0].content ?? '';

/** Invented; the numbers are of no one (checksums computed). */
const mail =
  'My name is Jane van Roe, born 3 April 1985. Call +1 415 867 5309 or write to jane.roe@acme.io. Card 4539 5787 6362 1486. Jane';
const fields = {
  name: 'Jane van Roe',
  born: '1985-04-03',
  contact: '4158675309',
  mail: 'jane.roe@acme.io',
  card: 4539578763621486,
  tags: ['urgent', 'jane.roe@acme.io'],
  total: 12,
};

test('what the input holds and what is expected of it stay the same thing', async () => {
  const [record] = await redact([{ input: said(mail), expected: { kind: 'json', value: fields } }]);
  const text = inputOf(record);
  expect(text).not.toMatch(/Jane|Roe|April|415|867|5309|acme|4539/);
  expect(record?.expected).toMatchObject({
    kind: 'json',
    value: { total: 12, tags: ['urgent', expect.any(String)] },
  });
  const value = record?.expected?.kind === 'json' ? record.expected.value : null;
  // The value is the object that was handed over, by the kind.
  const { name, contact, mail: address, card, tags } = value as typeof fields;
  expect(text).toContain(`My name is ${name}, born`);
  expect(text.replace(/\D/g, '')).toContain(contact);
  expect(text).toContain(address);
  expect(tags[1]).toBe(address);
  expect(text.replaceAll(' ', '')).toContain(`Card${card}`);
  expect(text.endsWith(`. ${name.split(' ')[0]}`)).toBe(true);
});

test.each<[Expected['kind'], Expected]>([
  ['text', { kind: 'text', accept: ['jane.roe@acme.io', 'JANE.ROE@ACME.IO'] }],
  ['facts', { kind: 'facts', must: ['write to jane.roe@acme.io'], mustNot: ['jane.roe@acme.io'] }],
  [
    'tool-calls',
    {
      kind: 'tool-calls',
      ordered: true,
      calls: [{ function: 'send', parameters: { to: ['jane.roe@acme.io'] } }],
    },
  ],
  ['outcome', { kind: 'outcome', state: { to: 'jane.roe@acme.io' }, tell: ['jane.roe@acme.io'] }],
  ['tests', { kind: 'tests', language: 'python', source: 'assert f() == "jane.roe@acme.io"' }],
])('expected values of the kind %s are redacted', async (_, expected) => {
  const [record] = await redact([{ input: said('Write to jane.roe@acme.io'), expected }]);
  const address = inputOf(record).slice('Write to '.length);
  expect(JSON.stringify(record?.expected).toLowerCase()).not.toContain('acme');
  expect(JSON.stringify(record?.expected)).toContain(address);
});

test.each<Expected>([
  { kind: 'label', label: 'jane.roe@acme.io' },
  { kind: 'behaviour', behaviour: 'refuse' },
  { kind: 'changed', from: 'abc' },
])('a label is a class and stays: %j', async (expected) => {
  const [record] = await redact([{ input: said('Write to jane.roe@acme.io'), expected }]);
  expect(record?.expected).toEqual(expected);
});

test('a value that one record names is replaced in the others too, where nothing says what it is', async () => {
  const [, second, third] = await redact([
    { input: said('My phone is 0171 5551234, IBAN DE89370400440532013000') },
    { input: said('Then 01715551234 rang again. 0171-5551234!') },
    { input: said('Nothing of the kind: 0171 5551235') },
  ]);
  expect(inputOf(second)).not.toMatch(/5551234/);
  expect(inputOf(third)).toBe('Nothing of the kind: 0171 5551235');
});

test('documents and every message are redacted, and what holds nothing stays the same', async () => {
  const input: CaseInput = {
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'From jane.roe@acme.io' },
      { role: 'assistant', content: 'Got it, jane.roe@acme.io.' },
    ],
    documents: [{ id: 'mail.md', text: 'To: jane.roe@acme.io' }],
  };
  const [record] = await redact([{ input }]);
  expect(JSON.stringify(record)).not.toContain('acme');
  expect(record?.input.messages[0]).toEqual(input.messages[0]);
  const clean = { input: said('Will you Mark it as read?'), id: 'x' };
  expect(await redact([clean])).toEqual([clean]);
});

test('nothing is left that can be found, save days and streets that are nobody’s by agreement alone', async () => {
  const surrogates = new Surrogates('k');
  const records = await redactRecords(
    [{ input: said(mail), expected: { kind: 'json', value: fields } }],
    surrogates,
  );
  const left = (await findAll(records.flatMap(textsOf))).flat();
  expect(left.filter(({ type, text }) => !surrogates.has(type, text))).toEqual([]);
});

test('a name that is a word is replaced as a name and left as a word', async () => {
  const [record] = await redact([{ input: said('My name is Will. Will you help? My name is Will.') }]);
  expect(inputOf(record)).toMatch(/^My name is \w+\. Will you help\? My name is \w+\.$/);
  expect(inputOf(record)).not.toContain('is Will');
});
