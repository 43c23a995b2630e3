import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isIban } from '../../../../core/iban.ts';
import { isLuhn } from '../../../../core/luhn.ts';
import { findIdentifiers } from '../../../../curation/pii/find-identifiers.ts';
import { Surrogates } from '../../../../curation/pii/surrogates.ts';

const made = (type: string, text: string, key = 'k') => new Surrogates(key).of(type, text);
const digits = (text: string) => text.replace(/\D/g, '');

/** Type, value, and what its surrogate must look like: form, separators, length, and the range that is nobody's. */
const forms: readonly (readonly [string, string, RegExp])[] = [
  ['email', 'Jane.Roe77@acme-corp.com', /^[A-Z][a-z]{3}\.[A-Z][a-z]{2}\d{2}@[a-z]{4}\.example\.com$/],
  ['phone', '(415) 867-5309', /^\([2-9]\d\d\) 555-01\d\d$/],
  ['phone', '+1 415 867 5309 x42', /^\+1 [2-9]\d\d 555 01\d\d x\d\d$/],
  ['phone', '+44 7911 123456', /^\+44 (?:7700 900\d{3}|1632 960\d{3}|2079 460\d{3})$/],
  ['phone', '+49 171 5551234', /^\+49 \d{3} \d{7}$/],
  ['phone', '+48 601 234 567', /^\+48 000 \d{3} \d{3}$/],
  ['iban', 'DE89 3704 0044 0532 0130 00', /^DE\d\d 0000 \d{4} \d{4} \d{4} \d\d$/],
  ['iban', 'gb29nwbk60161331926819', /^gb\d\dxxxx\d{14}$/],
  ['card', '4539 5787 6362 1486', /^4000 00\d\d \d{4} \d{4}$/],
  ['card', '3434-343434-34343', /^3782-82\d{4}-\d{5}$/],
  ['ipv4', '86.121.97.248', /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/],
  ['ipv6', '2a02:8071:22c4:1:2:3:4:5', /^2001:db8(?::[\da-f]{1,4}){6}$/],
  ['mac-address', '3c:22:fb:0a:1b:2c', /^00:00:5e:00:53:[\da-f]{2}$/],
  ['url-credentials', 'bob:hunter2@git.acme.io', /^user:removed-[\da-f]{8}\*@git\.acme\.io$/],
  ['us-ssn', '219-09-9998', /^666-\d\d-\d{4}$/],
  ['gb-nino', 'AB 12 34 56 C', /^QQ \d\d \d\d \d\d C$/],
  ['gb-nhs', '943 476 5919', /^999 \d{3} \d{4}$/],
  ['es-dni', '12345678Z', /^\d{8}[A-Z]$/],
  ['pl-pesel', '44051401359', /^\d{11}$/],
  ['date-of-birth', '1985-04-03', /^1985-\d\d-\d\d$/],
  ['street-address', '221b Baker Street', /^\d{3} Sample Street$/],
  ['street-address', 'Hauptstraße 12a', /^Musterstraße \d\d$/],
  ['name', 'Jane van Roe', /^[A-Z][a-z]+ van [A-Z][a-z]+$/],
  ['secret', 'Tr0ub4dor&3', /^removed-secret-[\da-f]{8}$/],
];

describe.each(forms)('%s %s', (type, text, form) => {
  test('keeps its form, is another value, and is found no more', () => {
    const surrogate = made(type, text);
    expect(surrogate).toMatch(form);
    expect(surrogate).not.toBe(text);
    expect(findIdentifiers(surrogate)).toEqual(type === 'date-of-birth' ? findIdentifiers(surrogate) : []);
  });

  test('the same key gives the same, another key another', () => {
    expect(made(type, text)).toBe(made(type, text));
    const others = Array.from({ length: 20 }, (_, index) => made(type, text, `key ${index}`));
    expect(new Set(others).size).toBeGreaterThan(1);
  });

  test('it is known as given out, and the value itself is not', () => {
    const surrogates = new Surrogates('k');
    expect(surrogates.has(type, surrogates.of(type, text))).toBe(true);
    expect(surrogates.has(type, text)).toBe(false);
  });
});

test('check digits that a range keeps are right', () => {
  for (const key of ['a', 'b', 'c', 'd']) {
    expect(isLuhn(digits(made('card', '4539 5787 6362 1486', key)))).toBe(true);
    expect(isIban(made('iban', 'GB29NWBK60161331926819', key))).toBe(true);
  }
});

test('one value has one surrogate however it is written', () => {
  const surrogates = new Surrogates('k');
  const of = (type: string, ...texts: string[]) => texts.map((text) => surrogates.of(type, text));
  const [card, plain] = of('card', '4539 5787 6362 1486', '4539578763621486');
  expect(plain).toBe(digits(card ?? ''));
  const [abroad, inside, again] = of('phone', '+44 7911 123456', '07911 123456', '(0)7911-123456');
  expect(digits(inside ?? '').slice(1)).toBe(digits(abroad ?? '').slice(2));
  expect(digits(again ?? '')).toBe(digits(inside ?? ''));
  const [iso, spelt, german] = of('date-of-birth', '1985-04-03', 'April 3, 1985', '3.4.1985');
  expect(Date.parse(`${spelt} UTC`)).toBe(Date.parse(iso ?? ''));
  expect(german?.split('.').map(Number).reverse()).toEqual(iso?.split('-').map(Number));
  const [full, last] = of('name', 'Jane Roe', 'Roe');
  expect(full?.split(' ')[1]).toBe(last);
  expect(of('email', 'Jane@Acme.io', 'jane@acme.io').map((text) => text.toLowerCase())).toEqual([
    surrogates.of('email', 'jane@acme.io'),
    surrogates.of('email', 'jane@acme.io'),
  ]);
});

test('two values have two surrogates as long as there is room, and share one afterwards', () => {
  const surrogates = new Surrogates('k');
  const all = (type: string, texts: readonly string[]) =>
    new Set(texts.map((text) => surrogates.of(type, text)));
  const phones = Array.from({ length: 300 }, (_, index) => `+1 415 867 ${5000 + index}`);
  expect(all('phone', phones).size).toBe(300);
  const macs = Array.from(
    { length: 400 },
    (_, index) => `3c:22:fb:0a:1b:${(index % 256).toString(16).padStart(2, '0')}`,
  );
  expect(all('mac-address', macs).size).toBeGreaterThan(150);
});

test('whatever is found is found no more once it is replaced, by any key', () => {
  const values = forms.filter(([type]) => type !== 'date-of-birth');
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...values), (key, [type, text]) => {
      expect(findIdentifiers(`It reads as follows: ${made(type, text, key)}.`)).toEqual([]);
    }),
    { numRuns: 300, seed: 0 },
  );
});
