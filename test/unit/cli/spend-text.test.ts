import { expect, test } from 'vitest';
import { spendText } from '../../../cli/text/spend-text.ts';

test.each([
  [{ usd: 0.012, requests: 40, tokens: 9 }, '40 requests, 0.0120 USD'],
  [{ usd: 0, requests: 1, tokens: 9 }, '1 request, 0.0000 USD'],
  [{ usd: null, requests: 2, tokens: 0 }, '2 requests, price unknown'],
])('%j reads %s', (spend, text) => {
  expect(spendText(spend)).toBe(text);
});
