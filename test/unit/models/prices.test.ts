import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, localPrice, picodollarsOf, usdOf } from '../../../models/price.ts';
import { pricedModels } from '../../../models/price-table.ts';
import { priceOf, unpricedModels } from '../../../models/prices.ts';

describe('priceOf', () => {
  test.each([
    ['openai:gpt-5-mini', 0.25, 2],
    ['openai:gpt-5-mini-2025-08-07', 0.25, 2],
    ['openai:gpt-4.1', 2, 8],
    ['anthropic:claude-opus-4-5-20251101', 5, 25],
    ['anthropic:claude-sonnet-5', 2, 10],
    ['anthropic:claude-3-5-haiku-latest', 0.8, 4],
    [
      'openai-compatible:meta-llama/Llama-3.3-70B-Instruct-Turbo@https://api.deepinfra.com/v1/openai',
      0.1,
      0.32,
    ],
    ['openai-compatible:openai/gpt-oss-120b@https://api.groq.com/openai/v1', 0.15, 0.6],
    ['ollama:qwen3:8b', 0, 0],
    ['llama-cpp:models/smollm2.gguf', 0, 0],
  ])('%s', (model, input, output) => {
    expect(priceOf(model)?.tiers[0]).toMatchObject({ inputUsd: input, outputUsd: output });
  });

  test.each([
    'openai:gpt-99',
    'openai:gpt-5-mini-fast',
    'openai:ft:gpt-4o-mini-2024-07-18:acme::abc',
    'anthropic:gpt-5-mini',
    'openai-compatible:gpt-5-mini@http://127.0.0.1:8000/v1',
    'openai-compatible:openai/gpt-oss-120b@https://openrouter.ai/api/v1',
    'openai-compatible:broken',
    'ollama:gpt-oss:120b-cloud',
    'ollama:qwen3-coder:cloud',
    'module:./target.ts',
    'http:https://host/path',
    'no ref at all',
    '',
  ])('%s: not known, which is not 0', (model) => {
    expect(priceOf(model)).toBeNull();
  });

  test('every entry has a source, a day, prices above 0 and tiers in order, and no name stands twice', () => {
    const names = pricedModels.flatMap(({ provider, names }) => names.map((name) => `${provider} ${name}`));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(45);
    for (const { names, price } of pricedModels) {
      expect(price.source, names[0]).toMatch(/\w+\.\w+\//);
      expect(price.asOf, names[0]).toMatch(/^2026-\d\d-\d\d$/);
      const bounds = price.tiers.map(({ upToInputTokens }) => upToInputTokens ?? Number.POSITIVE_INFINITY);
      expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
      for (const { inputUsd, outputUsd, cachedInputUsd } of price.tiers) {
        expect(inputUsd).toBeGreaterThan(0);
        expect(outputUsd).toBeGreaterThanOrEqual(inputUsd);
        expect(cachedInputUsd ?? inputUsd / 2).toBeLessThan(inputUsd);
      }
    }
  });
});

describe('unpricedModels', () => {
  const uses = [
    ...['openai:gpt-99', 'ollama:x', 'openai:gpt-99', 'openai-compatible:m@http://h/v1'].map((use) => ({
      use,
    })),
    { use: 'openai-compatible:own@http://h/v1', price: { inputUsd: 1, outputUsd: 2 } },
  ];
  test('under USD alone, each model without a known price, once', () => {
    expect(unpricedModels({ usd: 5, requests: null }, uses)).toEqual([
      'openai:gpt-99',
      'openai-compatible:m@http://h/v1',
    ]);
  });
  test('none where requests are bounded, or USD are not', () => {
    expect(unpricedModels({ usd: 5, requests: 10 }, uses)).toEqual([]);
    expect(unpricedModels({ usd: null, requests: null }, uses)).toEqual([]);
  });
});

describe('costOf', () => {
  const cost = (model: string, inputTokens: number, outputTokens: number) => {
    const price = priceOf(model);
    return price === null ? null : costOf(price, { inputTokens, outputTokens });
  };

  test('by hand: 1,234 tokens in at $0.25 and 567 out at $2 a million', () => {
    // 1234 × 0.25e-6 + 567 × 2e-6 = 0.0003085 + 0.001134
    expect(cost('openai:gpt-5-mini', 1234, 567)).toBe(1_442_500_000n);
    expect(usdOf(1_442_500_000n)).toBe(0.0014425);
  });

  test('all tokens of a long prompt are charged at its tier', () => {
    expect(cost('anthropic:claude-haiku-5-5', 100_000, 10)).toBe(100_000n * 100_000n + 10n * 500_000n);
    expect(cost('anthropic:claude-haiku-5-5', 100_001, 10)).toBe(100_001n * 500_000n + 10n * 2_500_000n);
    expect(cost('openai:gpt-6-sol', 272_001, 1)).toBeNull();
  });

  test('local costs nothing, and usage that is no number is refused', () => {
    expect(costOf(localPrice, { inputTokens: 9e9, outputTokens: 9e9 })).toBe(0n);
    expect(() => costOf(localPrice, { inputTokens: Number.NaN, outputTokens: 0 })).toThrow(RangeError);
  });

  test('sums are exact whatever is added', () => {
    const usages = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 20_000 })),
    );
    fc.assert(
      fc.property(usages, (list) => {
        const sum = list.reduce(
          (total, [i, o]) => total + (cost('anthropic:claude-sonnet-5-5', i, o) ?? 0n),
          0n,
        );
        // 2 and 10 USD a million are 2 and 10 micro-USD a token: whole numbers.
        const micro = list.reduce((total, [i, o]) => total + 2 * i + 10 * o, 0);
        expect(sum).toBe(BigInt(micro) * 1_000_000n);
      }),
    );
  });

  test.each([
    [0.01, 10_000_000_000n],
    [4.35, 4_350_000_000_000n],
    [0, 0n],
  ])('%s USD in picodollars', (usd, pico) => {
    expect(picodollarsOf(usd)).toBe(pico);
    expect(usdOf(pico)).toBe(usd);
  });
});
