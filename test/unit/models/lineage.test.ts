import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import type { DeclaredLineage, Lineage } from '../../../core/suite.ts';
import { relation, resolveLineage } from '../../../models/lineage.ts';

const resolve = (use: string, lineage: DeclaredLineage | null = null) => resolveLineage({ use, lineage });
const triage = resolve('ollama:triage-ft', { vendor: 'meta', family: 'llama', base: 'llama-3.2' });
const own = (lineage: Partial<Lineage>): Lineage => ({
  vendor: null,
  family: 'own',
  base: null,
  teacher: null,
  ...lineage,
});

describe('relation', () => {
  test.each([
    ['openai:gpt-5-mini', 'anthropic:claude-sonnet-5'],
    ['ollama:qwen3:8b', 'ollama:gemma3:12b'],
    ['openai-compatible:mistral-small@http://127.0.0.1:9/v1', 'openai:gpt-5-mini'],
    ['ollama:smollm2', 'ollama:gemma3:270m'],
    ['ollama:smollm2', 'ollama:llama3.2'],
    ['ollama:tinyllama', 'ollama:llama3.2'],
    ['ollama:deepseek-r1:671b', 'ollama:qwen3:8b'],
    ['ollama:granite3.3', 'ollama:olmo2'],
  ])('%s and %s share nothing', (one, other) => {
    expect(relation(resolve(one), resolve(other))).toBeNull();
  });

  test.each([
    ['openai:gpt-5-mini', 'openai:gpt-5', 'family gpt'],
    ['anthropic:claude-sonnet-5', 'anthropic:claude-opus-5', 'family claude'],
    ['ollama:qwen3:8b', 'ollama:deepseek-r1:7b', 'family qwen'],
    ['ollama:qwen3:8b', 'ollama:deepseek-r1', 'family qwen'],
    ['ollama:llama3.2', 'ollama:deepseek-r1:8b', 'family llama'],
    ['openai:gpt-5-mini', 'ollama:gpt-oss:20b', 'vendor openai'],
    ['openai:gpt-5-mini', 'ollama:vicuna', 'family gpt'],
    ['ollama:gemma3', 'openai-compatible:gemini-2.5-flash@https://h/v1', 'vendor google'],
    ['ollama:qwq', 'ollama:qwen2.5', 'family qwen'],
    ['ollama:zephyr', 'ollama:mistral', 'family mistral'],
    // notus was tuned from zephyr, which was tuned from mistral
    ['openai-compatible:notus-7b-v1@http://h', 'ollama:mixtral', 'family mistral'],
    ['llama-cpp:models/SmolLM2-135M-Instruct.Q4_1.gguf', 'ollama:smollm2:1.7b', 'family smollm'],
  ])('%s and %s: %s', (one, other, shared) => {
    expect(relation(resolve(one), resolve(other))).toBe(shared);
    expect(relation(resolve(other), resolve(one))).toBe(shared);
  });

  test('a declared target', () => {
    expect(relation(resolve('openai:gpt-5-mini'), triage)).toBeNull();
    expect(relation(resolve('anthropic:claude-sonnet-5'), triage)).toBeNull();
    expect(relation(resolve('ollama:llama3.3:70b'), triage)).toBe('family llama');
    const smol = resolve('ollama:y-ft', { vendor: 'huggingface', family: 'smollm', base: 'smollm2' });
    expect(relation(resolve('ollama:smollm2'), smol)).toBe('family smollm');
    const taught = resolve('ollama:z-ft', { family: 'llama', base: 'llama-3.2', teacher: 'claude-sonnet-5' });
    expect(relation(resolve('anthropic:claude-sonnet-5'), taught)).toBe('family claude');
    expect(relation(resolve('openai:gpt-5'), taught)).toBeNull();
  });

  test('two models with one unlisted base or teacher', () => {
    const one = own({ family: 'a', base: 'house-lm' });
    expect(relation(one, own({ family: 'b', teacher: 'hub/House_LM:7b' }))).toBe('base or teacher house-lm');
    expect(relation(one, own({ family: 'House-LM' }))).toBe('base or teacher house-lm');
    expect(relation(one, own({ family: 'b' }))).toBeNull();
  });

  test('vendors by any of their names, several values parted by commas', () => {
    expect(relation(own({ family: 'a', vendor: 'Mistral AI' }), resolve('ollama:codestral'))).toBe(
      'vendor mistral',
    );
    expect(relation(own({ teacher: 'gpt-4o, claude-opus-5' }), resolve('anthropic:claude-sonnet-5'))).toBe(
      'family claude',
    );
  });

  test('`none` and what is left out match nothing', () => {
    const none = { vendor: 'none', family: 'none', base: 'None', teacher: ' none ' };
    expect(relation(none, none)).toBeNull();
    expect(relation(own({ family: 'a' }), own({ family: 'b' }))).toBeNull();
    expect(relation(own({ family: 'a', vendor: 'none' }), own({ family: 'b', vendor: 'none' }))).toBeNull();
  });

  test('it is symmetric, and every model with a family is related to itself', () => {
    const value = fc.option(
      fc.constantFrom('none', 'llama', 'llama-3.2', 'Meta', 'qwen2.5', 'own', 'zephyr', 'gpt-4o, x', 'x'),
    );
    const family = fc.constantFrom('llama', 'own', 'Gemma', 'deepseek-r1:7b', 'x');
    const lineage = fc.record({ vendor: value, family, base: value, teacher: value });
    fc.assert(
      fc.property(lineage, lineage, (a, b) => {
        expect(relation(a, b) === null).toBe(relation(b, a) === null);
        expect(relation(a, a)).not.toBeNull();
      }),
      { seed: 1 },
    );
  });
});

describe('resolveLineage', () => {
  test('what the table knows', () => {
    expect(resolve('ollama:zephyr')).toEqual({
      vendor: 'huggingface',
      family: 'zephyr',
      base: 'mistral',
      teacher: 'gpt-3.5, gpt-4',
    });
    expect(resolve('ollama:llama3.2:3b', {})).toEqual({
      vendor: 'meta',
      family: 'llama',
      base: null,
      teacher: null,
    });
  });

  test('what is declared is added: nothing that is known gets lost', () => {
    const declared = { vendor: 'acme', family: 'Llama', base: 'qwen2.5', teacher: 'claude-opus-5' };
    const lineage = resolve('ollama:llama3.2', declared);
    expect(lineage).toEqual({
      vendor: 'meta, acme',
      family: 'llama',
      base: 'qwen2.5',
      teacher: 'claude-opus-5',
    });
    expect(relation(lineage, resolve('ollama:llama3.3'))).toBe('family llama');
    expect(relation(lineage, resolve('ollama:qwen3'))).toBe('family qwen');
    expect(resolve('openai:gpt-5', { vendor: 'none', family: 'none' })).toMatchObject({
      vendor: 'openai',
      family: 'gpt',
    });
  });

  test('a model of your own is what is declared', () => {
    expect(resolve('module:./t.ts', { vendor: 'none', family: 'char-ngram-logreg' })).toEqual({
      vendor: 'none',
      family: 'char-ngram-logreg',
      base: null,
      teacher: null,
    });
    expect(resolve('openai-compatible:mock@http://h/v1', { family: 'noop' })).toEqual(
      own({ family: 'noop' }),
    );
  });

  test('a fine-tune without a family is of its base’s', () => {
    expect(resolve('ollama:triage-ft', { base: 'qwen2.5' })).toEqual({
      vendor: 'alibaba',
      family: 'qwen',
      base: 'qwen2.5',
      teacher: null,
    });
  });

  test.each([
    ['module:./t.ts', null],
    ['command:node t.mjs', {}],
    ['http://127.0.0.1/x', { vendor: 'acme' }],
    ['http://127.0.0.1/x', { teacher: 'gpt-5' }],
    ['module:./t.ts', { base: 'house-lm' }],
    ['ollama:triage-ft', null],
    ['openai-compatible:llm@http://h/v1', { vendor: 'acme' }],
    ['llama-cpp:models/model.gguf', null],
  ])('%s with %j: LINEAGE_UNKNOWN, with the lines to write', (use, lineage) => {
    const error = thrownBy(() => resolve(use, lineage));
    expect(error.problems[0]).toMatchObject({
      code: 'LINEAGE_UNKNOWN',
      message: expect.stringContaining(use),
    });
    for (const line of [
      `  use: ${JSON.stringify(use)}`,
      '  lineage:',
      '    vendor: ',
      '    family: ',
      '    base: ',
    ]) {
      expect(error.problems[0].hint?.split('\n')).toContainEqual(expect.stringMatching(`^${line}`));
    }
  });

  test('a ref that is none', () => {
    expect(thrownBy(() => resolve('wat:thing', { family: 'x' })).problems[0].code).toBe('MODEL_REF');
  });
});

function thrownBy(act: () => unknown): HeldoutError {
  try {
    act();
  } catch (error) {
    if (error instanceof HeldoutError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
