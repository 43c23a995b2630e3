import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { judgeReply, lastMessage } from '../fixtures/providers/judge-reply.ts';
import { loopbackProvider, type SeenRequest } from '../fixtures/providers/loopback-provider.ts';
import { echoProject, heldout, json, project, read, suite, write } from './cli.ts';

const edge =
  '[{ id: small, description: Small letters., expect: invariant, quota: 10, generators: [{ use: perturb, with: { ops: [lower], from: heldout } }] }]';
const solve = (answer: string) => ({ answer });
const yes = '{"valid":"yes","expected":"yes","unambiguous":"yes","edgeCase":"yes","realism":5}';

/** Servers of judges in OpenAI's format, one for each way of judging. */
async function serving(reply: (body: SeenRequest['body']) => string) {
  const provider = await loopbackProvider(({ path: asked, body }) =>
    asked.endsWith('/models')
      ? { json: { data: [] } }
      : {
          json: {
            model: 'mock',
            choices: [{ message: { content: reply(body) }, finish_reason: 'stop' }],
            usage: { prompt_tokens: 10, completion_tokens: 5 },
          },
        },
  );
  onTestFinished(() => provider.close());
  return `openai-compatible:mock@${provider.url}/v1`;
}
const looks = (body: SeenRequest['body']) => judgeReply(body, solve) ?? lastMessage(body);
/** Solves every case, and says yes to whatever it is asked about it. */
const lazy = (body: SeenRequest['body']) =>
  lastMessage(body).includes('"realism" with a number') ? yes : looks(body);

const judged = (...judges: readonly (readonly [string, string])[]) =>
  suite('', edge).replace(
    'models:\n',
    `models:\n  judges: [${judges.map(([use, family]) => `{ use: "${use}", lineage: { vendor: none, family: ${family} } }`).join(', ')}]\n`,
  );
const lines = (folder: string, file: string) =>
  read(folder, file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

test('a judge that says yes to everything is found in its first batch: exit 2, nothing admitted, nothing lost', {
  timeout: 180_000,
}, async () => {
  const folder = project({ ...echoProject(20), 'suite.yaml': judged([await serving(lazy), 'lazy']) });
  const outcome = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect(outcome.code).toBe(2);
  expect(json(outcome).error).toMatchObject({ code: 'JUDGE_UNRELIABLE' });
  expect(json(outcome).error.message).toMatch(
    /caught 0 of 2 planted errors.*; 10 candidates .* are undecided/,
  );
  expect(read(folder, 'echo/cases.jsonl')).toBe('');
  const rejects = lines(folder, 'echo/rejects.jsonl');
  expect(rejects).toHaveLength(10);
  for (const { status, code } of rejects) expect([status, code]).toEqual(['undecided', 'judge-unreliable']);
  const canaries = read(folder, 'echo/canaries.jsonl');
  expect(
    lines(folder, 'echo/canaries.jsonl')
      .map(({ measure, outcome: made }) => `${measure} ${made}`)
      .toSorted(),
  ).toEqual(['answer caught', 'answer caught', 'assessment missed', 'assessment missed', 'rule caught']);
  // Nothing of a row is kept with it.
  expect(canaries).not.toContain('Say w');

  write(folder, { 'suite.yaml': judged([await serving(looks), 'other']) });
  const again = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect(again.code, again.stderr).toBe(0);
  expect(json(again)).toMatchObject({
    accepted: 10,
    undecided: 0,
    judges: [{ family: 'other', cases: 10, planted: 4, caught: 4, rate: 1 }],
  });
  expect(lines(folder, 'echo/canaries.jsonl')).toHaveLength(9);
  const checked = await heldout(folder, 'check', 'suite.yaml');
  expect(checked.stdout.replace(/\s+/g, ' ')).toContain(
    '10 of 10 generated cases were checked by a model of the family other',
  );
  expect(checked.stdout.replace(/\s+/g, ' ')).toContain(
    'catches 100 % of planted errors (4 of 4, 95 % interval 40 to 100)',
  );
});

test('two judges of one family do not count as two; let through on purpose, every report says so first', {
  timeout: 180_000,
}, async () => {
  const [a, b] = [await serving(looks), await serving(looks)];
  const kin = judged([a, 'kin'], [b, 'kin']);
  const folder = project({ ...echoProject(40), 'suite.yaml': kin });
  const refused = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect([refused.code, json(refused).error.code]).toEqual([2, 'LINEAGE_RELATED']);
  expect(json(refused).error.message).toBe(
    `the judge ${b} is related to ${a}: they share family kin, and do not count as two`,
  );
  const reason = 'no other judge reads our language';
  write(folder, { 'suite.yaml': kin.replace('models:\n', `models:\n  allowSharedFamily: ${reason}\n`) });
  const made = await heldout(folder, 'generate', 'suite.yaml', '--json');
  expect(made.code, made.stderr).toBe(0);
  const [first] = lines(folder, 'echo/cases.jsonl');
  expect(first.verdicts.slice(-3).map(({ by }: { by: string }) => by)).toEqual([
    `validation:${a}`,
    `validation:${b}`,
    'panel',
  ]);
  const tested = await heldout(folder, 'test', 'suite.yaml', '--json');
  expect(json(tested).exceptions).toEqual([{ reason, judge: b, other: a }]);
  const runs = path.join(folder, '.heldout/runs');
  const reports = readdirSync(runs).find((run) => readdirSync(path.join(runs, run)).includes('report.txt'));
  for (const extension of ['txt', 'md', 'json', 'xml']) {
    const report = read(folder, `.heldout/runs/${reports}/report.${extension}`);
    expect(report, extension).toContain(reason);
    expect(report.replaceAll('&#8203;', '').replace(/\s+/g, ' '), extension).toMatch(
      /famil(?:y|ies)"?:? "?kin/,
    );
  }
  expect(read(folder, `.heldout/runs/${reports}/report.txt`)).toMatch(/^EXCEPTION/);
});
