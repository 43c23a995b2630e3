import { expect, inject, test } from 'vitest';
import { cosine } from '../../core/embedding.ts';
import { llamaCppClient } from '../../models/clients/llama-cpp-client.ts';
import { ollamaClient } from '../../models/clients/ollama-client.ts';
import { openaiCompatibleClient } from '../../models/clients/openai-client.ts';
import { llamaCppEmbedder } from '../../models/embedders/llama-cpp-embedder.ts';
import { ollamaEmbedder } from '../../models/embedders/ollama-embedder.ts';
import { answeringModelContract } from '../contract/answering-model-contract.ts';
import { embedderContract } from '../contract/embedder-contract.ts';
import { skippedLoudly } from './skipped-loudly.ts';

const ollama = inject('ollama');
const { smollm2, gemma } = inject('gguf');

skippedLoudly('a real Ollama', ollama, (url) => {
  answeringModelContract('ollama:smollm2', {
    open: () => ollamaClient('smollm2', { OLLAMA_HOST: url }),
    isSeeded: true,
    hasLogprobs: false,
  });
  answeringModelContract('openai-compatible:smollm2 at Ollama’s /v1', {
    open: () => openaiCompatibleClient('smollm2', `${url}/v1`, {}),
    isSeeded: true,
    hasLogprobs: false,
  });
});

const options = { lora: null, contextTokens: null };
skippedLoudly('llama.cpp with SmolLM2', smollm2, (file) => {
  answeringModelContract('llama-cpp:smollm2.gguf', {
    open: () => llamaCppClient('llama-cpp:smollm2.gguf', file, options),
    isSeeded: true,
    hasLogprobs: true,
  });
});
skippedLoudly('llama.cpp with Gemma 3, which has no chat template', gemma, (file) => {
  answeringModelContract('llama-cpp:gemma3-270m.gguf', {
    open: () => llamaCppClient('llama-cpp:gemma3-270m.gguf', file, options),
    isSeeded: true,
    hasLogprobs: true,
  });
});
skippedLoudly('MiniLM on a real Ollama', ollama, (url) => {
  embedderContract('ollama:minilm', () => ollamaEmbedder('minilm', { OLLAMA_HOST: url }));
  test('a paraphrase is nearer than another question', async () => {
    const embedder = await ollamaEmbedder('minilm', { OLLAMA_HOST: url });
    const [lost, missing, rate] = await embedder.embed(
      ['I lost my card', 'My card has gone missing', 'What is the exchange rate?'],
      new AbortController().signal,
    );
    if (lost === undefined || missing === undefined || rate === undefined)
      throw new Error('a vector is missing');
    expect(lost).toHaveLength(384);
    expect(cosine(lost, missing)).toBeGreaterThan(0.75);
    expect(cosine(lost, rate)).toBeLessThan(0.2);
  });
});
skippedLoudly('embeddings of llama.cpp', smollm2, (file) => {
  embedderContract('llama-cpp:smollm2.gguf', () => llamaCppEmbedder('llama-cpp:smollm2.gguf', file));
});
