import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ggufBytes } from '../fixtures/models/gguf-bytes.ts';
import { judgeReply, lastMessage } from '../fixtures/providers/judge-reply.ts';
import { type LoopbackProvider, loopbackProvider } from '../fixtures/providers/loopback-provider.ts';
import { echoProject, heldout, json, project, read, suite, write } from './cli.ts';

/** A server in OpenAI's format that repeats the last message; every tenth request is told to come back at once. */
let provider: LoopbackProvider;
let isBusy = false;
beforeAll(async () => {
  provider = await loopbackProvider(({ path, body }, call) => {
    if (path.endsWith('/models')) return { json: { data: [] } };
    if (isBusy && call % 10 === 9)
      return { json: { error: { message: 'slow down' } }, status: 429, headers: { 'retry-after': '0' } };
    const content = judgeReply(body, (answer) => ({ answer })) ?? lastMessage(body);
    return {
      json: {
        model: 'mock',
        choices: [{ message: { content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 10, completion_tokens: 5 },
      },
    };
  });
});
afterAll(() => provider.close());

const completions = () => provider.seen.filter(({ path }) => path.endsWith('/completions')).length;
const target = () => `openai-compatible:mock@${provider.url}/v1`;

test('a model server is a target: all answered, tokens counted, a price that nobody knows is null', async () => {
  isBusy = true;
  const folder = project(echoProject(200));
  const outcome = await heldout(folder, 'run', 'suite.yaml', '--target', target(), '--json');
  isBusy = false;
  expect(outcome.code, outcome.stderr).toBe(0);
  expect(json(outcome)).toMatchObject({
    trials: { planned: 200, completed: 200, errored: 0 },
    scores: [{ scorer: 'contains', mean: 1 }],
    spend: { usd: null, requests: 200, tokens: 3000 },
  });
});

test('a budget stops before it is passed: exit 2, what is finished is kept, a larger one goes on', async () => {
  const folder = project({ ...echoProject(60), 'suite.yaml': suite('budget: { requests: 25 }\n') });
  const asked = completions();
  const outcome = await heldout(folder, 'run', 'suite.yaml', '--target', target(), '--json');
  expect(outcome.code).toBe(2);
  const document = json(outcome);
  expect(document).toMatchObject({
    trials: { planned: 60, completed: 25, faults: { budget: 35 } },
    spend: { requests: 25, tokens: 375 },
    problem: { code: 'RUN_MISSING' },
  });
  expect(completions() - asked).toBe(25);
  expect(read(folder, `.heldout/runs/${document.run}/journal.jsonl`)).toContain(
    'the budget of 25 requests is used up',
  );
  write(folder, { 'suite.yaml': suite('budget: { requests: 40 }\n') });
  const resumed = await heldout(folder, 'run', 'suite.yaml', '--target', target(), '--resume', '--json');
  expect([resumed.code, json(resumed).run]).toEqual([0, document.run]);
  expect(json(resumed).trials).toMatchObject({ completed: 60, errored: 0 });
  expect(completions() - asked).toBe(60);
});

test('what cannot work is told before anything is asked: exit 2, each with its own code', async () => {
  const folder = project(echoProject(20));
  const codeOf = async (ref: string) => {
    const outcome = await heldout(folder, 'run', 'suite.yaml', '--target', ref, '--json');
    expect(outcome.code, outcome.stderr).toBe(2);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    return json(outcome).error.code;
  };
  expect(await codeOf('openai:gpt-5-mini')).toBe('MODEL_KEY');
  expect(await codeOf('anthropic:claude-sonnet-5')).toBe('MODEL_KEY');
  expect(await codeOf('openai-compatible:mock@http://127.0.0.1:1/v1')).toBe('MODEL_SERVER');
  const priced = project({
    ...echoProject(20),
    'suite.yaml': suite(`budget: { usd: 1 }\n`).replace(
      'module:./good.mjs", lineage',
      `${target()}", lineage`,
    ),
  });
  const refused = await heldout(priced, 'check', 'suite.yaml', '--json');
  expect([refused.code, json(refused).problems[0].code]).toEqual([2, 'PRICE_UNKNOWN']);
});

test('a model judges blind, and what it answered is not asked again', async () => {
  const edge =
    '[{ id: small, description: Small letters., expect: invariant, quota: 12, generators: [{ use: perturb, with: { ops: [lower], from: heldout } }] }]';
  const judge = `  judges: [{ use: "${target()}", lineage: { vendor: none, family: another } }]\n`;
  const folder = project({
    ...echoProject(20),
    'suite.yaml': suite('', edge).replace('models:\n', `models:\n${judge}`),
  });
  const before = completions();
  const first = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect(first.code, first.stderr).toBe(0);
  // Each candidate is solved, then assessed. Of four planted errors the two wrong answers are solved, not said to be the
  // same as what is expected, and looked at no further.
  const asked = 2 * 12 + 2 * 2 + 2 * 2;
  expect(json(first)).toMatchObject({ planned: 12, accepted: 12, spend: { usd: null, requests: asked } });
  expect(completions() - before).toBe(asked);
  const solving = provider.seen.filter(({ body }) => lastMessage(body).includes('Do the task'));
  expect(solving).toHaveLength(12 + 4);
  for (const { body } of solving) expect(lastMessage(body)).not.toContain('expected>');
  const verdicts = read(folder, 'echo/cases.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).verdicts.at(-1));
  for (const verdict of verdicts) expect(verdict).toMatchObject({ by: `validation:${target()}`, code: null });
  const again = json(await heldout(folder, 'generate', 'suite.yaml', '--fresh', '--json'));
  expect(again).toMatchObject({ accepted: 12, spend: { requests: 0 } });
  expect(
    json(await heldout(folder, 'generate', 'suite.yaml', '--fresh', '--no-cache', '--json')).spend.requests,
  ).toBe(asked);
  expect(json(await heldout(folder, 'cache', 'prune', '--max-bytes', '0', '--json'))).toMatchObject({
    removed: asked,
    entries: 0,
  });
});

test('`models` says whether a model can be reached, and never makes a price up', async () => {
  const folder = project({});
  const yes = await heldout(folder, 'models', target(), '--json');
  expect([yes.code, json(yes).models[0]]).toEqual([
    0,
    expect.objectContaining({ reachable: true, price: null, lineage: null }),
  ]);
  const no = await heldout(folder, 'models', 'openai-compatible:qwen3@http://127.0.0.1:1/v1', '--json');
  expect([no.code, json(no).models[0]]).toEqual([
    2,
    expect.objectContaining({ reachable: false, lineage: expect.objectContaining({ family: 'qwen' }) }),
  ]);
});

test('a model file says where it comes from; one that is none is told at load', async () => {
  const judged = (judge: string) => suite().replace('models:\n', `models:\n  judges: ["${judge}"]\n`);
  const folder = project({
    ...echoProject(20),
    'page.gguf': '<!doctype html>',
    'none.yaml': judged('llama-cpp:./page.gguf'),
    'missing.yaml': judged('llama-cpp:./missing.gguf'),
    'llama.yaml': judged('llama-cpp:./mine.gguf'),
    'smollm.yaml': judged('llama-cpp:./named.gguf').replaceAll('family: echo', 'family: smollm'),
  });
  writeFileSync(path.join(folder, 'mine.gguf'), ggufBytes({ 'general.architecture': 'llama' }));
  writeFileSync(
    path.join(folder, 'named.gguf'),
    ggufBytes({ 'general.architecture': 'llama', 'general.basename': 'smollm2' }),
  );
  const problemOf = async (file: string) => {
    const outcome = await heldout(folder, 'check', file, '--json');
    expect(outcome.code, outcome.stdout).toBe(2);
    return json(outcome).problems[0];
  };
  expect(await problemOf('none.yaml')).toMatchObject({ code: 'MODEL_FILE' });
  expect(await problemOf('missing.yaml')).toMatchObject({ code: 'MODEL_FILE' });
  expect(await problemOf('llama.yaml')).toMatchObject({
    code: 'LINEAGE_UNKNOWN',
    hint: expect.stringContaining('lineage:'),
  });
  expect(await problemOf('smollm.yaml')).toMatchObject({
    code: 'LINEAGE_RELATED',
    message: expect.stringContaining('family smollm'),
  });
});

test('`with` is for language models: how they are asked is sent, and a target of one’s own refuses it', async () => {
  const asked = suite().replace(
    /target: \{ use: "module:.\/good.mjs",/,
    `target: { use: "${target()}", with: { temperature: 0.2, maxTokens: 33, seed: 4 },`,
  );
  const refused = suite().replace(
    /target: \{ use: "module:.\/good.mjs",/,
    'target: { use: "module:./good.mjs", with: { temperature: 0.2 },',
  );
  const folder = project({ ...echoProject(20), 'asked.yaml': asked, 'refused.yaml': refused });
  const outcome = await heldout(folder, 'run', 'asked.yaml', '--json');
  expect(outcome.code, outcome.stderr).toBe(0);
  expect(provider.seen.at(-1)?.body).toMatchObject({ temperature: 0.2, max_tokens: 33, seed: 4 });
  const check = await heldout(folder, 'check', 'refused.yaml', '--json');
  expect([check.code, json(check).problems[0].code]).toEqual([2, 'PART_OPTION']);
});
