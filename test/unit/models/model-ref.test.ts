import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { modelName, parseModelRef } from '../../../models/model-ref.ts';

describe('parseModelRef', () => {
  test.each([
    ['module:./target.ts', { scheme: 'module', path: './target.ts' }],
    ['command:node "my target.mjs" --x', { scheme: 'command', command: 'node "my target.mjs" --x' }],
    ['http://127.0.0.1:80/a?b=c', { scheme: 'http', url: 'http://127.0.0.1:80/a?b=c' }],
    ['https://host/path', { scheme: 'http', url: 'https://host/path' }],
    ['http:https://host/path', { scheme: 'http', url: 'https://host/path' }],
    ['http:http://host/path', { scheme: 'http', url: 'http://host/path' }],
    ['openai:gpt-5-mini', { scheme: 'openai', name: 'gpt-5-mini' }],
    ['openai:ft:gpt-4o-mini:org::id', { scheme: 'openai', name: 'ft:gpt-4o-mini:org::id' }],
    ['anthropic:claude-sonnet-5', { scheme: 'anthropic', name: 'claude-sonnet-5' }],
    ['ollama:qwen3:8b', { scheme: 'ollama', name: 'qwen3:8b' }],
    [' ollama: hf.co/org/name ', { scheme: 'ollama', name: 'hf.co/org/name' }],
    [
      'openai-compatible:org/name@v2@http://127.0.0.1:9/v1',
      { scheme: 'openai-compatible', name: 'org/name@v2', url: 'http://127.0.0.1:9/v1' },
    ],
    [
      'llama-cpp:models/SmolLM2.gguf',
      { scheme: 'llama-cpp', path: 'models/SmolLM2.gguf', lora: null, contextTokens: null },
    ],
    [
      'llama-cpp:a?.gguf?lora=./b.gguf&context=512',
      { scheme: 'llama-cpp', path: 'a?.gguf', lora: './b.gguf', contextTokens: 512 },
    ],
  ])('%s', (text, ref) => {
    expect(parseModelRef(text)).toEqual(ref);
  });

  test.each([
    ['wat:thing', /`wat:`/],
    ['gpt-5-mini', /does not say whose model/],
    ['', /does not say whose model/],
    ['constructor:x', /`constructor:`/],
    ['OpenAI:gpt-5', /`OpenAI:`/],
    ['openai:', /nothing after the colon/],
    ['command: ', /nothing after the colon/],
    ["command:node 'x", /unclosed '/],
    ['http:host/path', /no valid URL/],
    ['http://', /no valid URL/],
    ['https:host', /`https:`/],
    ['http:ftp://host', /no valid URL/],
    ['openai-compatible:name', /which URL/],
    ['openai-compatible:name@host/v1', /which URL/],
    ['openai-compatible:@http://host', /which URL/],
    ['llama-cpp:a.gguf?loar=b.gguf', /no option `loar`/],
    ['llama-cpp:a.gguf?context=lots', /no number of tokens/],
  ])('%s is refused', (text, message) => {
    const error = refusal(text);
    expect(error.problems[0]).toMatchObject({ code: 'MODEL_REF', message: expect.stringMatching(message) });
    expect(error.problems[0].hint).toMatch(/\w/);
  });

  test('an unknown scheme is answered with the nearest one and every known form', () => {
    const { hint } = refusal('olama:qwen3').problems[0];
    expect(hint).toContain('did you mean `ollama`?');
    for (const form of [
      'openai:NAME',
      'openai-compatible:NAME@',
      'command:',
      'module:',
      'http://',
      'llama-cpp:',
    ]) {
      expect(hint).toContain(form);
    }
  });

  test.each(['http://me:secret@host/x', 'openai-compatible:n@https://me:secret@host/v1'])(
    'a password in a URL is refused and not repeated: %s',
    (text) => {
      const error = refusal(text);
      expect(error.problems[0].code).toBe('MODEL_REF');
      expect(JSON.stringify(error.problems)).not.toContain('secret');
    },
  );
});

test('modelName is the name at the provider, null for targets of your own', () => {
  const name = (text: string) => modelName(parseModelRef(text));
  expect(name('openai-compatible:mistral-small@http://h/v1')).toBe('mistral-small');
  expect(name('ollama:qwen3:8b')).toBe('qwen3:8b');
  expect(name('llama-cpp:a/b/SmolLM2-135M.Q4_1.gguf')).toBe('SmolLM2-135M.Q4_1');
  expect(['module:./x.ts', 'command:x', 'http://h'].map(name)).toEqual([null, null, null]);
});

function refusal(text: string): HeldoutError {
  try {
    parseModelRef(text);
  } catch (error) {
    if (error instanceof HeldoutError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}
