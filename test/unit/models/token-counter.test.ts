import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { openTokenCounter } from '../../../models/tokens/open-token-counter.ts';
import { openaiEncoding } from '../../../models/tokens/openai-tokens.ts';
import { conversationTokens } from '../../../models/tokens/token-counter.ts';
import { ggufBytes } from '../../fixtures/models/gguf-bytes.ts';

const open = (use: string | null, folder = '/') => openTokenCounter(use, { env: {}, folder });

describe('OpenAI', () => {
  // From OpenAI's cookbook, "How to count tokens with tiktoken": cl100k_base and o200k_base.
  test.each([
    ['tiktoken is great!', 6, null],
    ['antidisestablishmentarianism', 6, 6],
    ['2 + 2 = 4', 7, 7],
    ['お誕生日おめでとう', 9, 8],
  ])('%s', async (text, older, newer) => {
    expect((await open('openai:gpt-4')).counter.count(text)).toBe(older);
    if (newer !== null) expect((await open('openai:gpt-4o')).counter.count(text)).toBe(newer);
  });

  test('encodings and contexts, of fine-tuned models those of their base', async () => {
    expect(openaiEncoding('gpt-5-mini')).toBe('o200k_base');
    expect(openaiEncoding('gpt-3.5-turbo-0125')).toBe('cl100k_base');
    expect(openaiEncoding('gpt-9')).toBeNull();
    const tuned = await open('openai:ft:gpt-4o-mini-2024-07-18:org::id');
    expect(tuned).toMatchObject({ contextTokens: 128_000, counter: { exact: true } });
    expect((await open('openai:gpt-9')).counter).toMatchObject({ exact: false });
  });

  test('signs of the chat format inside a text are text; a long run without spaces does not take for ever', async () => {
    const { counter } = await open('openai:gpt-4o');
    expect(counter.count('<|endoftext|>')).toBeGreaterThan(1);
    const run = counter.count('a'.repeat(100_000));
    expect(run).toBeGreaterThan(10_000);
    expect(run).toBeLessThan(20_000);
    expect(counter.count('日本語'.repeat(20_000))).toBeGreaterThan(20_000);
  });

  test('a conversation costs its texts and what stands around them', async () => {
    const { counter } = await open('openai:gpt-4o');
    const two = [{ content: '2 + 2 = 4' }, { content: 'antidisestablishmentarianism' }];
    expect(conversationTokens(counter, two)).toBe(7 + 6 + 2 * counter.perMessage);
  });
});

describe('where the tokenizer is not at hand it is an estimate, and says so', () => {
  test.each([
    null,
    'anthropic:claude-sonnet-5',
    'module:./x.ts',
    'openai-compatible:m@http://127.0.0.1:9/v1',
  ])('%s', async (use) => {
    const { counter } = await open(use);
    expect(counter).toMatchObject({ exact: false, name: expect.stringContaining('estimate') });
    expect(counter.count('12345678')).toBe(2);
  });

  test('contexts: of the table, of a ref, and of a model file', async () => {
    expect((await open('anthropic:claude-sonnet-5')).contextTokens).toBe(1_000_000);
    expect((await open(null)).contextTokens).toBeNull();
    const folder = mkdtempSync(path.join(tmpdir(), 'heldout-tokens-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(
      path.join(folder, 'm.gguf'),
      ggufBytes({ 'general.architecture': 'llama', 'llama.context_length': 2048 }),
    );
    const opened = await open('llama-cpp:m.gguf', folder).catch((error: unknown) => error);
    // Where node-llama-cpp is installed it is asked, and a file without tensors is none for it.
    if (opened instanceof HeldoutError) expect(opened.problems).toMatchObject([{ code: 'MODEL_FILE' }]);
    else expect(opened).toMatchObject({ contextTokens: 2048, counter: { exact: false } });
  });
});
