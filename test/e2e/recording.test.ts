import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { judgeReply, lastMessage } from '../fixtures/providers/judge-reply.ts';
import { loopbackProvider } from '../fixtures/providers/loopback-provider.ts';
import { echoProject, heldout, json, project, read, suite } from './cli.ts';

/** Sorted trials of a run without what a clock says of them. */
const trialsOf = (folder: string, run: string) =>
  read(folder, `.heldout/runs/${run}/journal.jsonl`)
    .trim()
    .split('\n')
    .map((line) => {
      const { durationMs: _, ...trial } = JSON.parse(line);
      return JSON.stringify(trial);
    })
    .sort()
    .join('\n');
const forget = (folder: string) => {
  for (const made of ['.heldout', 'demo/cases.jsonl', 'demo/rejects.jsonl', 'demo/local.json'])
    rmSync(path.join(folder, made), { recursive: true, force: true });
};
const edge =
  '[{ id: small, description: Small letters., expect: invariant, quota: 12, generators: [{ use: perturb, with: { ops: [lower], from: heldout } }] }]';

test('generate, judge and run, recorded once, come back byte for byte with nobody to call', async () => {
  let calls = 0;
  const provider = await loopbackProvider(({ path: asked, body }) => {
    if (asked.endsWith('/models')) return { json: { data: [] } };
    // Answers differ from call to call: a replay that called would show.
    const call = calls++;
    const content =
      judgeReply(body, (text) => ({ answer: `${text} (${call})` })) ?? `${lastMessage(body)} (${call})`;
    return {
      json: {
        choices: [{ message: { content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 10, completion_tokens: 5 },
      },
    };
  });
  onTestFinished(() => provider.close());
  const ref = `openai-compatible:mock@${provider.url}/v1`;
  const judge = `  judges: [{ use: "${ref}", lineage: { vendor: none, family: another } }]\n`;
  const folder = project({
    ...echoProject(20),
    'suite.yaml': suite('', edge).replace('models:\n', `models:\n${judge}`),
  });
  const id = json(await heldout(folder, 'check', 'suite.yaml', '--json')).suite.id;
  const made = [`.heldout/suites/${id}/cases.jsonl`, `${id}/cases.jsonl`, `${id}/rejects.jsonl`];
  const target = ['--target', `openai-compatible:other@${provider.url}/v1`];
  const once = async (...tape: readonly string[]) => {
    const generated = await heldout(folder, 'generate', 'suite.yaml', '--fresh', '--json', ...tape);
    expect(generated.code, generated.stderr).toBe(0);
    const ran = await heldout(folder, 'run', 'suite.yaml', ...target, '--json', ...tape);
    expect(ran.code, ran.stderr).toBe(0);
    const files = made.flatMap((file) => {
      try {
        return [read(folder, file)];
      } catch {
        return []; // this part of the set is empty
      }
    });
    return {
      files,
      trials: trialsOf(folder, json(ran).run),
      scores: json(ran).scores,
      cells: json(generated).cells,
      spend: [json(generated).spend.requests, json(ran).spend.requests],
    };
  };
  const recorded = await once('--record', 'tape.jsonl');
  const tape = read(folder, 'tape.jsonl');
  expect(recorded.files.length).toBeGreaterThan(0);
  expect(recorded.spend).toEqual([32, 32]);
  expect(calls).toBe(64);
  await provider.close();
  forget(folder);
  const replayed = await once('--replay', 'tape.jsonl');
  expect(replayed).toEqual({ ...recorded, spend: [0, 0] });
  expect(calls).toBe(64);
  expect(read(folder, 'tape.jsonl')).toBe(tape);
  expect(tape.split('\n').slice(0, -1)).toEqual(tape.split('\n').slice(0, -1).sort());

  const other = await heldout(
    folder,
    'run',
    'suite.yaml',
    '--target',
    ref.replace('mock', 'third'),
    '--replay',
    'tape.jsonl',
    '--json',
  );
  expect([other.code, json(other).error?.code]).toEqual([2, 'CASSETTE']);
  const none = await heldout(folder, 'run', 'suite.yaml', ...target, '--replay', 'no.jsonl', '--json');
  expect([none.code, json(none).error.code]).toEqual([2, 'CASSETTE']);
  const both = await heldout(folder, 'run', 'suite.yaml', '--replay', 'a', '--record', 'b', '--json');
  expect([both.code, json(both).error.code]).toEqual([2, 'USAGE']);
});
