import { inject } from 'vitest';
import { llamaCppClient } from '../../models/clients/llama-cpp-client.ts';
import { ollamaClient } from '../../models/clients/ollama-client.ts';
import { openaiCompatibleClient } from '../../models/clients/openai-client.ts';
import { answeringModelContract } from '../contract/answering-model-contract.ts';
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
