import { expect, onTestFinished, test } from 'vitest';
import { mock } from '../../pipeline/mock.ts';
import { heldout, json, project, read, write } from './cli.ts';

const seeds = ['I was charged for a plan that I left', 'Please pay me back the fee', 'The invoice is wrong'];
const suite = (url: string, embedder: string) => `schemaVersion: 1
id: queues
title: Queues
task: { kind: classification, instructions: "Which queue?", labels: [billing, outage] }
data:
  heldout: [{ path: rows.jsonl }]
  seeds: [{ path: rows.jsonl }]
models:
  generator: { use: "openai-compatible:mock@${url}/v1", lineage: { vendor: mocked, family: mock } }
  embedder: ${embedder}
skills:
  - id: queue
    description: Finds the queue.
    edgeCases: [{ id: short, description: Short messages., expect: exact, quota: 2, generators: [{ use: direct }] }]
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;

test('models.embedder finds what says the same in other words; its reject names the neighbour, and a bad ref is told at load', async () => {
  // The embeddings of the mock are made of the words, in whatever order they come.
  const twice = (one: string, other: string) =>
    `{"cases":[{"input":"${one}","answer":"billing"},{"input":"${other}","answer":"billing"}]}`;
  const folder = project({
    'rows.jsonl': seeds.map((input) => `${JSON.stringify({ input, expected: 'billing' })}\n`).join(''),
    'persona.yaml': `default: '${twice('my card was charged two times yesterday by the shop', 'yesterday by the shop two times charged was my card')}'\n`,
  });
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  write(folder, { 'suite.yaml': suite(server.url, `openai-compatible:words@${server.url}/v1`) });
  const made = json(await heldout(folder, 'generate', 'suite.yaml', '--json'));
  expect(made).toMatchObject({ accepted: 1, cells: [{ reasons: { 'semantic-dup': 1 } }] });
  expect(made.notes).toContainEqual(expect.stringContaining('from a cosine of 0.92 on'));
  const kept = JSON.parse(read(folder, 'queues/cases.jsonl'));
  const refused = JSON.parse(read(folder, 'queues/rejects.jsonl'));
  expect(refused.verdicts.at(-1)).toMatchObject({
    code: 'semantic-dup',
    nearest: { id: kept.id, measure: 'meaning' },
  });
  const { stdout } = await heldout(folder, 'explain', refused.id);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    `says nearly the same as case ${kept.id}: cosine of embeddings`,
  );

  for (const [ref, message] of [
    ['anthropic:claude', 'gives no embeddings'],
    ['module:./x.mjs', 'gives no embeddings'],
    ['wat:thing', 'wat'],
  ] as const) {
    write(folder, { 'suite.yaml': suite(server.url, ref) });
    const [problem] = json(await heldout(folder, 'check', 'suite.yaml', '--json')).problems;
    expect(problem).toMatchObject({ code: 'MODEL_REF', message: expect.stringContaining(message), line: 10 });
  }
});
