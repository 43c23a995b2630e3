import { expect, inject, test } from 'vitest';
import { HeldoutError } from '../../core/errors.ts';
import { textRequest } from '../../core/model.ts';
import { ollamaClient } from '../../models/clients/ollama-client.ts';
import { echoProject, heldout, json, project, suite } from '../e2e/cli.ts';
import { skippedLoudly } from './skipped-loudly.ts';

const signal = new AbortController().signal;

skippedLoudly('a real Ollama', inject('ollama'), (url) => {
  process.env['OLLAMA_HOST'] = url;

  test('a model that is not there is named with how to get it', async () => {
    const client = await ollamaClient('no-such-model-here', { OLLAMA_HOST: url });
    const error = await client
      .complete(textRequest([{ role: 'user', content: 'Say hello.' }]), signal)
      .catch((thrown: unknown) => thrown);
    expect(error instanceof HeldoutError && error.problems[0]).toMatchObject({
      code: 'MODEL_UNKNOWN',
      hint: 'ollama pull no-such-model-here',
    });
  });

  test('says of a model where it comes from and how long its context is', async () => {
    const outcome = await heldout(project({}), 'models', 'ollama:smollm2', '--json');
    expect([outcome.code, json(outcome).models[0]]).toEqual([
      0,
      expect.objectContaining({
        reachable: true,
        lineage: { vendor: 'huggingface', family: 'smollm', base: null, teacher: null },
        contextTokens: 8192,
      }),
    ]);
  });

  test('is a target of a run, whose tokens cost nothing', async () => {
    const own = suite().replace(
      /use: "module:.\/good.mjs", lineage: \{ vendor: none/g,
      'use: "ollama:smollm2", lineage: { vendor: none',
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
