import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mock } from '../../pipeline/mock.ts';
import { planCells } from '../../pipeline/planning/plan-cells.ts';
import { parseSuite } from '../../suites/parse-suite.ts';

/**
 * The plan of 100,000 cases, 10,000 cases by rules, and the rate of asking a model that takes 50 ms. Run it with
 * `npm run bench:generate`.
 */
const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'heldout-bench-'));
const rounds = 3;
const asked = 10_000;
const inFlight = 50;
const latencyMs = 50;

const suite = (more: string, edgeCases: string) => `schemaVersion: 1
id: bench
title: Bench
task: { kind: classification, instructions: Which queue?, labels: [billing, outage] }
data: { heldout: [{ path: rows.jsonl, licence: MIT }], seeds: [{ path: seeds.jsonl, licence: MIT }] }
skills:
  - id: queue
    description: Finds the queue.
    edgeCases:
${edgeCases}
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
run: { concurrency: ${inFlight} }
${more}`;

/** Milliseconds of the best of some rounds. */
async function best(work: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await work());
  return Math.min(...times);
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function generate(): Promise<void> {
  const args = [path.join(root, 'dist/cli/main.js'), 'generate', 'suite.yaml', '--fresh', '--no-cache'];
  const process_ = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  process_.stderr.on('data', (text) => (said += text));
  const [code] = await once(process_, 'exit');
  if (code !== 0) throw new Error(`generate ended with ${code}: ${said.slice(-1000)}`);
}

function planOf100000(): Promise<number> {
  const edgeCases = Array.from(
    { length: 100 },
    (_, i) =>
      `      - { id: e${i}, description: d, expect: exact, quota: 1000, generators: [{ use: direct }] }`,
  ).join('\n');
  const attributes =
    'attributes: { style: [a, b, c, d], difficulty: [e, f, g], language: [en, de, fr, es, it], length: [2-9, 10-40], persona: { sample: 200 } }\n';
  const { suite: parsed } = parseSuite(suite(attributes, edgeCases), 'suite.yaml');
  return timed(() => {
    const planned = planCells(parsed, 1, () => true).reduce(
      (sum, { variants }) => sum + variants.reduce((all, { target }) => all + target, 0),
      0,
    );
    if (planned !== 100_000) throw new Error(`${planned} planned`);
  });
}

async function byRules(): Promise<number> {
  const words = Array.from({ length: 100 }, (_, i) => `thing${i}`).join(', ');
  const edgeCases = `      - id: template
        description: d
        expect: exact
        quota: 5000
        generators:
          - use: template
            with:
              templates: [{ text: "Card {{ n }} was charged for {{ what }} and I want it back.", expected: billing }]
              lexicons: { what: [${words}] }
              samplers: { n: { use: integer, with: { min: 1, max: 9999 } } }
      - { id: perturb, description: d, expect: invariant, quota: 5000, generators: [{ use: perturb, with: { ops: [typo, keyboard, filler, upper, extra-whitespace], from: accepted } }] }`;
  writeFileSync(path.join(folder, 'suite.yaml'), suite('', edgeCases));
  return best(async () => {
    const ms = await timed(generate);
    const lines = readFileSync(path.join(folder, 'bench/cases.jsonl'), 'utf8').trim().split('\n').length;
    if (lines !== 10_000) throw new Error(`${lines} cases`);
    return ms;
  });
}

/** Shares of the rate that calls of that latency could have at most: of all, and of those after the first tenth. */
async function rateOfAsking(perCall: number): Promise<readonly [number, number]> {
  writeFileSync(
    path.join(folder, 'persona.yaml'),
    `answers:
  - match: 'Write \\d+ cases'
    reply: '{"cases":[${Array.from({ length: perCall }, () => `{"input":"Card charged: {{words}}.","answer":"billing"}`).join()}]}'
`,
  );
  const arrivals: number[] = [];
  const server = await mock({
    persona: 'persona.yaml',
    workingFolder: folder,
    latency: String(latencyMs),
    onRequest: () => arrivals.push(performance.now()),
  });
  const edgeCases = `      - { id: direct, description: d, expect: exact, quota: ${asked * perCall}, generators: [{ use: direct, with: { perCall: ${perCall} } }] }`;
  const models = `models: { generator: { use: "openai-compatible:m@${server.url}/v1", lineage: { vendor: none, family: mock } } }\n`;
  writeFileSync(path.join(folder, 'suite.yaml'), suite(models, edgeCases));
  const shares: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round++) {
    arrivals.length = 0;
    await generate();
    shares.push([shareOf(arrivals), shareOf(arrivals.slice(arrivals.length / 10))]);
  }
  await server.close();
  return shares.reduce((most, one) => (one[0] > most[0] ? one : most));
}

function shareOf(arrivals: readonly number[]): number {
  const took = (arrivals.at(-1) ?? 0) + latencyMs - (arrivals[0] ?? 0);
  return ((arrivals.length / inFlight) * latencyMs) / took;
}

try {
  const rows = Array.from(
    { length: 20 },
    (_, i) =>
      `${JSON.stringify({ input: `Row number ${i} about a card that was charged`, expected: 'billing' })}\n`,
  );
  for (const file of ['rows.jsonl', 'seeds.jsonl']) writeFileSync(path.join(folder, file), rows.join(''));
  const plan = await best(planOf100000);
  const rules = await byRules();
  const one = await rateOfAsking(1);
  const four = await rateOfAsking(4);
  console.log(
    [
      `Node ${process.versions.node}, best of ${rounds}`,
      '',
      '| | | aim |',
      '|---|--:|--:|',
      `| plan of 100,000 cases in 100 cells, 5 attributes | ${(plan / 1000).toFixed(2)} s | 1 s |`,
      `| \`generate\`: 5,000 template and 5,000 perturbed cases, whole command | ${(rules / 1000).toFixed(2)} s | 3 s |`,
      `| ${asked} questions to a model of ${latencyMs} ms, ${inFlight} under way, 1 case each: share of the ideal rate, and after the first tenth | ${one.map((share) => share.toFixed(2)).join(', ')} | 0.85 |`,
      `| the same, 4 cases each | ${four.map((share) => share.toFixed(2)).join(', ')} | 0.85 |`,
    ].join('\n'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
