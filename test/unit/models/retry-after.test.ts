import { expect, test } from 'vitest';
import { retryAfterMs } from '../../../models/retry-after.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 37);

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['1.5', 1500],
  // The three date formats of RFC 9110, section 5.6.7
  ['Sun, 06 Nov 1994 08:49:47 GMT', 10_000],
  ['Sunday, 06-Nov-94 08:49:47 GMT', 10_000],
  ['Sun Nov  6 08:49:47 1994 GMT', 10_000],
  ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
  [null, null],
  ['', null],
  ['soon', null],
  ['-5', null],
  ['1994', 1_994_000],
])('%s', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
