import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../core/errors.ts';
import { textRequest } from '../../core/model.ts';
import { ollamaClient } from '../../models/clients/ollama-client.ts';
import { echoProject, heldout, json, project, suite } from '../e2e/cli.ts';

/** A real Ollama with a small model: `OLLAMA_HOST=… HELDOUT_LIVE_OLLAMA=smollm2 npx vitest run test/live`. */
const model = process.env['HELDOUT_LIVE_OLLAMA'] ?? '';
const signal = new AbortController().signal;

if (model === '')
  console.log(
    'skipped: test/live/ollama.test.ts needs a real server; set HELDOUT_LIVE_OLLAMA to a model of it',
  );

describe.skipIf(model === '')('a real Ollama', () => {
  const request = textRequest([{ role: 'user', content: 'Say hello.' }]);

  test('answers, counts tokens, and repeats itself with a seed', async () => {
    const client = await ollamaClient(model, process.env);
    await client.preflight?.(signal);
    const seeded = { ...request, seed: 7, temperature: 0.8, maxTokens: 40 };
    const ask = () => client.complete(seeded, signal).catch((error: unknown) => error);
    const [one, other] = [await ask(), await ask()];
    expect(one).toMatchObject({ logprobs: null });
    expect(one).toMatchObject({
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    });
    expect(other).toMatchObject({ text: Reflect.get(Object(one), 'text') });
  });

  test('gives JSON that fits a schema', async () => {
    const client = await ollamaClient(model, process.env);
    const schema = {
      type: 'object',
      properties: { label: { type: 'string', enum: ['ham', 'spam'] } },
      required: ['label'],
    };
    const reply = await client.complete(
      { ...request, reply: { kind: 'json', name: 'label', schema }, maxTokens: 60, temperature: 0 },
      signal,
    );
    expect(['ham', 'spam']).toContain(JSON.parse(reply.text).label);
  });

  test('a model that is not there is named with how to get it', async () => {
    const client = await ollamaClient('no-such-model-here', process.env);
    const error = await client.complete(request, signal).catch((thrown: unknown) => thrown);
    expect(error instanceof HeldoutError && error.problems[0]).toMatchObject({
      code: 'MODEL_UNKNOWN',
      hint: 'ollama pull no-such-model-here',
    });
  });

  test('an abort ends a call within a second', async () => {
    const client = await ollamaClient(model, process.env);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 300);
    const started = performance.now();
    await expect(client.complete({ ...request, maxTokens: 2000 }, controller.signal)).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(1300);
  });

  test('is a target of a run, whose tokens cost nothing', async () => {
    const own = suite().replace(
      /use: "module:.\/good.mjs", lineage: \{ vendor: none/g,
      `use: "ollama:${model}", lineage: { vendor: none`,
    );
    const folder = project({ ...echoProject(6), 'suite.yaml': own });
    const outcome = await heldout(folder, 'run', 'suite.yaml', '--concurrency', '2', '--json');
    expect(outcome.code, outcome.stderr).toBe(0);
    const { trials, spend } = json(outcome);
    expect(trials.planned).toBe(trials.completed + trials.errored + trials.skipped);
    expect(trials.faults.infra).toBe(0);
    expect(spend).toMatchObject({ usd: 0, requests: 6 });
    expect(spend.tokens).toBeGreaterThan(60);
  });
});
