import { expect, test } from 'vitest';
import { leavesMachine } from '../../../models/leaves-machine.ts';
import { parseModelRef } from '../../../models/model-ref.ts';

test.each([
  ['openai:gpt-5', true],
  ['anthropic:claude-sonnet-5', true],
  ['openai-compatible:m@https://host.acme.io/v1', true],
  ['openai-compatible:m@http://127.0.0.1:8000/v1', false],
  ['openai-compatible:m@http://[::1]:8000/v1', false],
  ['http://localhost:1/x', false],
  ['http://localhost.acme.io/x', true],
  ['ollama:llama3', false],
  ['module:./x.ts', false],
  ['command:python x.py', false],
  ['llama-cpp:x.gguf', false],
])('%s: %s', (ref, leaves) => {
  expect(leavesMachine(parseModelRef(ref), {})).toBe(leaves);
});

test.each([
  ['127.0.0.1:11434', false],
  ['0.0.0.0', false],
  ['http://localhost:11434', false],
  ['gpu.acme.io:11434', true],
  ['https://gpu.acme.io', true],
])('Ollama at %s: %s', (host, leaves) => {
  expect(leavesMachine(parseModelRef('ollama:llama3'), { OLLAMA_HOST: host })).toBe(leaves);
});
