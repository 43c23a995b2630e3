import Anthropic from '@anthropic-ai/sdk';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { onTestFinished } from 'vitest';
import { type MockOptions, mock } from '../../../../pipeline/mock.ts';
import { project } from '../../../e2e/cli.ts';

const persona = `
accuracy: 0.9
wrong: [payment, returns]
default: unclear
answers:
  - { match: 'parcel|delivery', reply: delivery }
  - { match: weather, call: { name: weather, arguments: { city: Paris } } }
models:
  weak: { accuracy: 0.5 }
`;

/** The message of a user who asks for parcel `n`. */
export const parcel = (n: number) => [{ role: 'user' as const, content: `Where is parcel ${n}?` }];

/** A server that ends with the test, and the official SDKs of three providers pointed at it. */
export async function started(options: MockOptions = {}, files: Readonly<Record<string, string>> = {}) {
  const folder = project({ 'persona.yaml': persona, ...files });
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder, ...options });
  onTestFinished(() => server.close());
  const { url } = server;
  const key = { apiKey: 'mock', maxRetries: 0 };
  return {
    server,
    openai: new OpenAI({ ...key, baseURL: `${url}/v1` }),
    anthropic: new Anthropic({ ...key, baseURL: url }),
    ollama: new Ollama({ host: url }),
  };
}
