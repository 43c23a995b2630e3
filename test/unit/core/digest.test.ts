import { expect, test } from 'vitest';
import { digest, shortDigest } from '../../../core/digest.ts';

// FIPS 180-4 examples (NIST "SHA-256" example file): "abc" and the empty message.
const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

test('SHA-256 in lower-case hex, of text as UTF-8 and of bytes alike', () => {
  expect(digest('abc')).toBe(ofAbc);
  expect(digest('')).toBe(ofNothing);
  expect(digest(new Uint8Array())).toBe(ofNothing);
  expect(digest(Buffer.from('ü', 'utf8'))).toBe(digest('ü'));
});

test('the short digest is its first 16 digits', () => {
  expect(shortDigest('abc')).toBe('ba7816bf8f01cfea');
});
