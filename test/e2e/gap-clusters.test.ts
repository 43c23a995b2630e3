import { expect, onTestFinished, test } from 'vitest';
import { inputText } from '../../core/case.ts';
import { HeldoutError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import { readTrainingItems } from '../../datasets/training-items.ts';
import { gaps } from '../../pipeline/gaps.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { round } from '../../pipeline/round.ts';
import { loopbackProvider } from '../fixtures/providers/loopback-provider.ts';
import { heldout, json, project, read, target, write } from './cli.ts';

/** Rows of six topics of sixty words each: no word tells of a topic, its second letter does, as meaning would. */
function rows(n: number, name: string): string {
  const random = createRandom(name);
  const word = (topic: number) => `w${String.fromCharCode(97 + topic)}${random.integer(100, 159)}`;
  return Array.from({ length: n }, (_, index) => {
    const expected = Math.floor(index / 6) % 2 === 0 ? 'yes' : 'no';
    const input = `${word(index % 6)} ${word(index % 6)} ${name}${index} ${expected}`;
    return `${JSON.stringify({ input, expected })}\n`;
  }).join('');
}

const said = 'const last = text.split(" ").at(-1);';
const suite = (embedder: string) => `schemaVersion: 1
id: topics
title: Topics
task: { kind: classification, instructions: Yes or no?, labels: ["yes", "no"] }
data:
  heldout: [{ path: rows.jsonl }]
  seeds: [{ path: train.jsonl, licence: MIT, split: train }]
  probe: [{ path: probe.jsonl }]
models:
  target: { use: "module:./weak.mjs", lineage: { vendor: none, family: rules } }
${embedder}skills: [{ id: say, description: Says yes or no. }]
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;

/** A project whose target fails on one topic, and an embedder that knows topics; \`vectors\` may spoil its replies. */
async function topics(
  vectors: (given: readonly number[][]) => readonly (readonly number[])[] = (given) => given,
) {
  const provider = await loopbackProvider(({ body }) => {
    const input = body['input'] as readonly string[]; // the OpenAI client sends a list
    const given = input.map((text) => {
      const random = createRandom(text);
      return Array.from(
        { length: 8 },
        (_, at) => (at === text.charCodeAt(1) - 97 ? 1 : 0) + 0.2 * random.next(),
      );
    });
    return { json: { data: vectors(given).map((embedding, index) => ({ index, embedding })) } };
  });
  onTestFinished(() => provider.close());
  const embedder = `  embedder: "openai-compatible:e@${provider.url}/v1"\n`;
  const folder = project({
    'rows.jsonl': rows(288, 'held'),
    'train.jsonl': rows(120, 'train'),
    'probe.jsonl': rows(120, 'probe'),
    'weak.mjs': target(`${said} return { text: /^wc/.test(text) ? (last === "yes" ? "no" : "yes") : last };`),
    'good.mjs': target(`${said} return { text: last };`),
    'suite.yaml': suite(embedder),
  });
  return { folder, provider, embedder };
}

test('a topic that no word names is found by its embeddings, aimed at, and measured after the next training', async () => {
  const { folder, provider, embedder } = await topics();
  const turn = async (name: string, train: number) =>
    round(await loadSuite('suite.yaml', folder), {
      target: `module:./${name}.mjs`,
      workingFolder: folder,
      heldout: 0,
      train,
    });
  const { filled } = await turn('weak', 15);
  expect(filled?.gaps.embedded).toEqual({
    embedder: expect.stringContaining('openai-compatible:e@'),
    texts: 288,
  });
  const [aim, ...others] = filled?.record?.aims ?? [];
  expect(aim).toMatchObject({
    origin: 'real',
    feature: expect.stringMatching(/^~/),
    embedder: filled?.gaps.embedded?.embedder,
  });
  expect(others).toEqual([]);
  const loaded = await loadSuite('suite.yaml', folder);
  const items = readTrainingItems(loaded.paths);
  expect(items).toHaveLength(15);
  for (const { input } of items) expect(inputText(input)).toMatch(/^wc/i);

  // What can no longer be told is said before anything is run.
  write(folder, { 'suite.yaml': suite('') });
  const error = await turn('good', 0).catch((thrown: unknown) => thrown);
  expect(error instanceof HeldoutError && error.problems[0]).toMatchObject({
    code: 'RUN_MISMATCH',
    message: expect.stringContaining('the suite names no embedder'),
  });
  write(folder, { 'suite.yaml': suite(embedder) });
  const { result } = await turn('good', 0);
  expect(result?.helped).toBe('yes');
  expect(result?.slices.filter(({ isAimed }) => isAimed)).toMatchObject([
    { set: 'old', name: aim?.name, n: 48, before: 0, after: 1 },
    { set: 'probe', name: aim?.name, n: 20, before: 0, after: 1, status: 'better' },
  ]);

  // The same run, the same slices; without clusters nobody is asked.
  const asked = provider.seen.length;
  const run = filled?.gaps.run.id ?? '';
  const found = await gaps(loaded, { run });
  expect(found.slices).toEqual(filled?.gaps.slices);
  expect(provider.seen.length).toBeGreaterThan(asked);
  const before = provider.seen.length;
  expect(await gaps(loaded, { run, clusters: false })).toMatchObject({ slices: [], embedded: null });
  expect(provider.seen).toHaveLength(before);
}, 120_000);

test('gaps tells clusters and what was embedded; vectors that are none end it with exit 2', async () => {
  let isSpoilt = false;
  const { folder } = await topics((given) => (isSpoilt ? given.slice(1) : given));
  await heldout(folder, 'run', 'suite.yaml');
  const told = await heldout(folder, 'gaps', 'suite.yaml');
  expect(told.code, told.stderr).toBe(0);
  expect(told.stdout).toMatch(/real, ~.*: 0\.0 % right in \d+ cases/);
  expect(told.stdout).toContain('288 texts embedded');
  expect(Math.max(...told.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  isSpoilt = true;
  const spoilt = await heldout(folder, 'gaps', 'suite.yaml', '--json');
  expect(spoilt.code).toBe(2);
  expect(json(spoilt).error.message).toContain('gave 63 vectors for 64 texts');
  expect(json(await heldout(folder, 'gaps', 'suite.yaml', '--no-clusters', '--json')).embedded).toBeNull();
  expect(read(folder, 'suite.yaml')).toContain('embedder');
}, 120_000);
