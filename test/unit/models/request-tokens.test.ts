import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likelyInputTokens, mostInputTokens } from '../../../models/request-tokens.ts';
import { question } from './fake-client.ts';

// Counted with OpenAI's public tokenizers (o200k_base): the numbers of tokens of these texts.
const known: readonly (readonly [string, number])[] = [
  ['hello world', 2],
  ['The quick brown fox jumps over the lazy dog.', 10],
];

describe('request tokens', () => {
  test.each(known)('%s', (text, tokens) => {
    expect(likelyInputTokens(question(text))).toBeGreaterThanOrEqual(tokens);
    expect(mostInputTokens(question(text))).toBeGreaterThanOrEqual(tokens);
  });

  test('no tokenizer of bytes finds more tokens than the bound', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(mostInputTokens(question(text))).toBeGreaterThanOrEqual(Buffer.byteLength(text) + 16);
        expect(likelyInputTokens(question(text))).toBeLessThanOrEqual(mostInputTokens(question(text)));
      }),
    );
  });

  test('every part of a request that is sent counts', () => {
    const plain = mostInputTokens(question('q'));
    const tools = [{ name: 'find', description: 'x'.repeat(100), parameters: { type: 'object' } }];
    expect(mostInputTokens(question('q', { tools }))).toBeGreaterThan(plain + 1000);
    const reply = { kind: 'json', name: 'n', schema: { description: 'y'.repeat(500) } } as const;
    expect(mostInputTokens(question('q', { reply }))).toBeGreaterThan(plain + 1500);
    const two = question('q', {
      messages: [
        { role: 'system', content: 'abc' },
        { role: 'user', content: 'q' },
      ],
    });
    expect(mostInputTokens(two)).toBe(plain + 3 + 16);
  });

  test('English is taken for a third more than it is, at most', () => {
    const text = 'The refund was promised last week and has not arrived yet. '.repeat(100); // 12 tokens each
    const tokens = likelyInputTokens(question(text));
    expect(tokens).toBeGreaterThan(1200);
    expect(tokens).toBeLessThan(2400);
  });
});
