import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { echoProject, heldout, json, project, type Running, read, start, suite, write } from './cli.ts';

/** Starts `heldout mock` and waits until it says where it listens. */
async function mocked(
  folder: string,
  ...args: readonly string[]
): Promise<{ readonly url: string; readonly running: Running }> {
  const running = start(folder, ['mock', '--json', ...args]);
  onTestFinished(() => {
    running.process.kill('SIGINT');
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    running.process.stdout?.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('}')) resolve(JSON.parse(text).url);
    });
    running.ended.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  return { url, running };
}
const asking = (ref: string, more = '') =>
  suite(more).replace(/target: \{ use: "module:.\/good.mjs",/, `target: { use: "${ref}",`);

test('a whole run against the mock, with every tenth request refused; Ctrl-C ends it with exit 0', async () => {
  const folder = project(echoProject(60));
  const { url, running } = await mocked(folder, '--fault', 'rate-limit:every=10:0.05', '--latency', '5-30');
  for (const target of [`openai-compatible:mock@${url}/v1`]) {
    const outcome = await heldout(folder, 'run', 'suite.yaml', '--target', target, '--json');
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(json(outcome)).toMatchObject({ trials: { completed: 60, errored: 0 }, scores: [{ mean: 1 }] });
  }
  running.process.kill('SIGINT');
  const ended = await running.ended;
  expect(ended.code).toBe(0);
  // 60 calls and one question before them: six are refused, and asked once more.
  expect(ended.stderr).toContain('67 requests came');
  expect(ended.stderr).toContain('6 × rate-limit');
});

test('a budget of a cent stops before it is passed: exit 2, what is finished kept, the sum right to a millionth', async () => {
  const folder = project(echoProject(80));
  const { url } = await mocked(folder);
  const ref = `openai-compatible:mock@${url}/v1`;
  const priced = asking(ref, 'budget: { usd: 0.01 }\n').replace(
    `"${ref}",`,
    `"${ref}", price: { inputUsd: 20, outputUsd: 40 }, with: { maxTokens: 20 },`,
  );
  const cases = 80;
  write(folder, { 'suite.yaml': priced });
  const outcome = await heldout(folder, 'run', 'suite.yaml', '--json');
  expect(outcome.code, outcome.stderr).toBe(2);
  const { trials, spend, run, problem } = json(outcome);
  expect(problem.code).toBe('RUN_MISSING');
  expect(trials.completed).toBeGreaterThan(5);
  expect(trials.completed + trials.faults.budget).toBe(cases);
  const journal = read(folder, `.heldout/runs/${run}/journal.jsonl`).trim().split('\n');
  const usages = journal.map((line) => JSON.parse(line)).flatMap(({ output }) => output?.usage ?? []);
  expect(usages).toHaveLength(trials.completed);
  const sum = usages.reduce(
    (usd, { inputTokens, outputTokens }) => usd + (inputTokens * 20 + outputTokens * 40) / 1e6,
    0,
  );
  expect(Math.abs(spend.usd - sum)).toBeLessThan(1e-6);
  expect(spend.usd).toBeLessThanOrEqual(0.01);
  // It stops for want of money, not long before.
  expect(spend.usd).toBeGreaterThan(0.005);
});

test('a key that is refused, and a certificate that nobody vouches for: exit 2, own codes, nothing spent', async () => {
  const folder = project(echoProject(20));
  const { url } = await mocked(folder, '--models', 'mock');
  const codeOf = async (ref: string) => {
    const outcome = await heldout(folder, 'run', 'suite.yaml', '--target', ref, '--json');
    expect(outcome.code, outcome.stderr).toBe(2);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    return json(outcome).error.code;
  };
  process.env['OLLAMA_HOST'] = url;
  expect(await codeOf('ollama:other')).toBe('MODEL_UNKNOWN');
  delete process.env['OLLAMA_HOST'];

  const keyFile = path.join(folder, 'key.pem');
  const certificate = path.join(folder, 'certificate.pem');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=127.0.0.1',
      '-days',
      '2',
      '-keyout',
      keyFile,
      '-out',
      certificate,
    ],
    { stdio: 'ignore' },
  );
  let asked = 0;
  const secure = createServer(
    { key: readFileSync(keyFile), cert: readFileSync(certificate) },
    (_, response) => {
      asked++;
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"error":{"message":"wrong key"}}');
    },
  );
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void secure.close());
  const { port } = secure.address() as AddressInfo; // it listens on a port, so it is no pipe
  const ref = `openai-compatible:mock@https://127.0.0.1:${port}/v1`;
  expect(await codeOf(ref)).toBe('MODEL_SERVER');
  expect(asked).toBe(0);
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  expect(await codeOf(ref)).toBe('MODEL_AUTH');
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  expect(asked).toBe(1);
});

test('Ctrl-C does not wait for an answer that is still to come', async () => {
  const { url, running } = await mocked(project({}), '--latency', '60000');
  const cut = fetch(`${url}/v1/models`).then(
    () => 'answered',
    () => 'cut',
  );
  // The server must have it before it is told to end.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const start = performance.now();
  running.process.kill('SIGINT');
  expect((await running.ended).code).toBe(0);
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(await cut).toBe('cut');
});

test('a model that says what the rows expect passes, one that does so for half of them fails', async () => {
  const rows = Array.from({ length: 150 }, (_, i) => ({ input: `Say w${i}`, expected: `w${i}` }));
  const folder = project({
    ...echoProject(150),
    'oracle.yaml': 'rows: rows.jsonl\nmodels: { weak: { accuracy: 0.5 } }\n',
  });
  write(folder, { 'rows.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join('') });
  const { url } = await mocked(folder, '--persona', 'oracle.yaml');
  const verdictOn = async (model: string) => {
    const ref = `openai-compatible:${model}@${url}/v1`;
    const outcome = await heldout(folder, 'test', 'suite.yaml', '--target', ref, '--json');
    return [outcome.code, json(outcome).status];
  };
  expect(await verdictOn('strong')).toEqual([0, 'pass']);
  expect(await verdictOn('weak')).toEqual([1, 'fail']);
});

test('what the command does not understand is told', async () => {
  const folder = project({ 'persona.yaml': 'acuracy: 1' });
  const codeOf = async (...args: readonly string[]) => {
    const outcome = await heldout(folder, 'mock', '--json', ...args);
    return [outcome.code, json(outcome).error.code];
  };
  expect(await codeOf('--persona', 'persona.yaml')).toEqual([2, 'MOCK_PERSONA']);
  expect(await codeOf('--fault', 'rate-limt:0.1')).toEqual([2, 'USAGE']);
  expect(await codeOf('--persona', 'oracle:none.jsonl')).toEqual([2, 'MOCK_PERSONA']);
  expect(await codeOf('--accuracy', '0.5')).toEqual([2, 'MOCK_PERSONA']);
  expect(await codeOf('--accuracy', '2')).toEqual([2, 'USAGE']);
  expect(await codeOf('--latency', 'soon')).toEqual([2, 'USAGE']);
  expect(await codeOf('--port', '70000')).toEqual([2, 'USAGE']);
});
