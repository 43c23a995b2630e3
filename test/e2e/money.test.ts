import { expect, onTestFinished, test } from 'vitest';
import { mock } from '../../pipeline/mock.ts';
import { heldout, json, project, read } from './cli.ts';

const lineage = 'lineage: { vendor: mocked, family: mock }';
const price = 'with: { maxTokens: 80 }, price: { inputUsd: 10, outputUsd: 30 }';
const suite = (url: string, model = `${lineage}, ${price}`, more = '') => `schemaVersion: 1
id: queues
title: Queues
task: { kind: classification, instructions: "Which queue? One word.", labels: [billing, outage] }
data: { heldout: [{ path: rows.jsonl, licence: MIT }] }
models:
  generator: { use: "openai-compatible:mock@${url}/v1", ${model} }
skills:
  - id: queue
    description: Finds the queue.
    edgeCases:
      - { id: edge, description: Short messages., expect: exact, quota: 30, generators: [{ use: direct, with: { perCall: 2 } }] }
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
run: { concurrency: 2 }
${more}`;

async function opened(model?: string) {
  const folder = project({
    'persona.yaml': `answers:
  - match: 'Write \\d+ cases'
    reply: '{"cases":[{"input":"Card: {{words}}.","answer":"billing"},{"input":"Page: {{words}}.","answer":"outage"}]}'
`,
    'rows.jsonl':
      '{"input":"I paid twice for this","expected":"billing"}\n{"input":"It is all down","expected":"outage"}\n',
  });
  const server = await mock({ persona: 'persona.yaml', workingFolder: folder });
  onTestFinished(() => server.close());
  const { writeFileSync } = await import('node:fs');
  writeFileSync(`${folder}/suite.yaml`, suite(server.url, model));
  return { folder, server };
}

test('a dry run and check say what it would take at least; what is spent is near it', async () => {
  const { folder, server } = await opened();
  const planned = json(await heldout(folder, 'generate', 'suite.yaml', '--dry-run', '--json'));
  expect(planned.estimate).toMatchObject({
    generators: { calls: 15 },
    judges: { calls: 0, usd: 0 },
    unknown: [],
  });
  expect(server.arrived()).toBe(0);
  expect(json(await heldout(folder, 'check', 'suite.yaml', '--json')).estimate).toEqual(planned.estimate);
  const shown = await heldout(folder, 'check', 'suite.yaml');
  expect(shown.stdout.replace(/\s+/g, ' ')).toMatch(
    /generate, at least: generators 15 calls of some \d+k tokens in all, judges 0 calls, 0\.\d\d USD/,
  );
  const { spend } = json(await heldout(folder, 'generate', 'suite.yaml', '--json'));
  expect(spend.requests).toBe(15);
  expect(planned.estimate.generators.usd / spend.usd).toBeGreaterThan(0.7);
  expect(planned.estimate.generators.usd / spend.usd).toBeLessThan(1.5);
});

test('--max-cost stops before it is passed, exit 2, with everything kept; --resume goes on', async () => {
  const { folder } = await opened();
  const all = json(await heldout(folder, 'generate', 'suite.yaml', '--dry-run', '--json')).estimate.generators
    .usd;
  const most = (all / 1.5).toFixed(6);
  const stopped = await heldout(folder, 'generate', 'suite.yaml', '--max-cost', most, '--json');
  expect(stopped.code).toBe(2);
  expect(json(stopped).error).toMatchObject({ code: 'BUDGET' });
  const kept = read(folder, 'queues/cases.jsonl').trim().split('\n');
  expect(kept.length).toBeGreaterThan(3);
  expect(kept.length).toBeLessThan(30);
  const costs = kept.map((line) => JSON.parse(line).provenance.costUsd);
  expect(costs.reduce((sum, cost) => sum + cost, 0)).toBeLessThanOrEqual(Number(most));
  const resumed = json(await heldout(folder, 'generate', 'suite.yaml', '--resume', '--json'));
  expect(resumed).toMatchObject({ accepted: 30, added: 30 - kept.length });
  expect(read(folder, 'queues/cases.jsonl').split('\n')).toEqual(expect.arrayContaining(kept));
});

test('a bound on money with a model of unknown price, and nonsense, are refused before anything is asked', async () => {
  const { folder, server } = await opened(lineage);
  const unpriced = await heldout(folder, 'generate', 'suite.yaml', '--max-cost', '1', '--json');
  expect(json(unpriced).error).toMatchObject({
    code: 'PRICE_UNKNOWN',
    message: expect.stringContaining('--max-cost'),
  });
  for (const nonsense of [
    ['--max-cost', '-1'],
    ['--max-cost', 'much'],
    ['--resume', '--fresh'],
  ])
    expect((await heldout(folder, 'generate', 'suite.yaml', ...nonsense)).code).toBe(2);
  expect(server.arrived()).toBe(0);
});
