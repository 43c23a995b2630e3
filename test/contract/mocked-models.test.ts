import { afterAll, beforeAll } from 'vitest';
import { anthropicClient } from '../../models/clients/anthropic-client.ts';
import { ollamaClient } from '../../models/clients/ollama-client.ts';
import { openaiClient, openaiCompatibleClient } from '../../models/clients/openai-client.ts';
import type { MockServer } from '../../models/mock/mock-server.ts';
import { mock } from '../../pipeline/mock.ts';
import { answeringModelContract } from './answering-model-contract.ts';

let server: MockServer;
beforeAll(async () => {
  server = await mock({ latency: '5-20' });
});
afterAll(() => server.close());

const hasLogprobs = false;
answeringModelContract('openai, chat completions, mocked,', {
  open: () => openaiClient('gpt-5-mini', { OPENAI_API_KEY: 'mock' }, `${server.url}/v1`),
  isSeeded: true,
  hasLogprobs,
});
answeringModelContract('openai, responses, mocked,', {
  open: () => openaiClient('gpt-5-pro', { OPENAI_API_KEY: 'mock' }, `${server.url}/v1`),
  isSeeded: true,
  hasLogprobs,
});
answeringModelContract('openai-compatible, mocked,', {
  open: () => openaiCompatibleClient('mock', `${server.url}/v1`, {}),
  isSeeded: true,
  hasLogprobs,
});
answeringModelContract('anthropic, mocked,', {
  open: () => anthropicClient('claude-mock', { ANTHROPIC_API_KEY: 'mock' }, server.url),
  isSeeded: true,
  hasLogprobs,
});
answeringModelContract('ollama, mocked,', {
  open: () => ollamaClient('mock', { OLLAMA_HOST: server.url }),
  isSeeded: true,
  hasLogprobs,
});
