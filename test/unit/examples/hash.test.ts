import { expect, test } from 'vitest';
import { hash, scramble } from '../../../examples/01-email-triage/hash.ts';

test('scramble is the finaliser of MurmurHash3', () => {
  expect(scramble(0)).toBe(0);
  expect(scramble(1)).toBe(0x514e28b7);
});

test('hash is the scrambled FNV-1a value', () => {
  // Values of the FNV reference for the empty text, "a" and "foobar".
  expect(hash('')).toBe(scramble(0x811c9dc5));
  expect(hash('a')).toBe(scramble(0xe40c292c));
  expect(hash('foobar')).toBe(scramble(0xbf9cf968));
});

test('a seed gives another hash', () => {
  expect(hash('foobar', 13)).not.toBe(hash('foobar'));
});
