import { expect, test } from 'vitest';
import { suiteClusters } from '../../../pipeline/gaps/suite-clusters.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { project } from '../../e2e/cli.ts';
import { loopbackProvider } from '../../fixtures/providers/loopback-provider.ts';
import { observedMany } from '../gaps/observed-fixtures.ts';

const signal = new AbortController().signal;
const suite = (more: string, embedder: string) => `schemaVersion: 1
id: topics
title: Topics
task: { kind: qa, instructions: Say it. }
data: { heldout: [{ path: rows.jsonl }]${more} }
models: { target: { use: "module:./t.mjs", lineage: { vendor: none, family: rules } }${embedder} }
skills: [{ id: say, description: Says it. }]
score: [{ use: contains }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`;

/** What an embedder is sent of these texts, half of which fail, and of a few synthetic ones. */
async function sending(textOf: (index: number) => string, more = '') {
  const provider = await loopbackProvider(({ body }) => {
    const input = body['input'] as readonly string[]; // the OpenAI client sends a list
    return { json: { data: input.map((_, index) => ({ index, embedding: [index + 1, 1] })) } };
  });
  const folder = project({
    'suite.yaml': suite(more, `, embedder: "openai-compatible:e@${provider.url}/v1"`),
    'rows.jsonl': '{"input":"a","expected":"b"}\n',
  });
  const real = observedMany(240, (index) => ({ text: textOf(index), score: index % 2 }));
  const synthetic = observedMany(
    20,
    (index) => ({ text: `made ${index}`, origin: 'synthetic', score: index % 2 }),
    's',
  );
  const told: number[] = [];
  const found = await suiteClusters(
    await loadSuite('suite.yaml', folder),
    [...real, ...synthetic],
    signal,
    (done) => {
      told.push(done);
    },
  ).finally(() => provider.close());
  const sent = provider.seen.flatMap(({ body }) => body['input'] as readonly string[]); // as above
  return { found, sent, told, real, synthetic };
}

test('the beginning of each different text of an arm with enough cases is embedded, once; a small arm is left out', async () => {
  const { found, sent, told, real, synthetic } = await sending(
    (index) => `${index % 100} ${'\u{1f600}'.repeat(600)} ${index}`,
  );
  // What differs behind the beginning is one text.
  expect(found).toMatchObject({ texts: 100 });
  expect(sent).toHaveLength(100);
  for (const text of sent) {
    expect([...text]).toHaveLength(500);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  }
  expect(told).toEqual([64, 100]);
  expect(real.every((item) => (found?.clustersOf(item).length ?? 0) > 0)).toBe(true);
  expect(synthetic.flatMap((item) => found?.clustersOf(item) ?? [])).toEqual([]);
});

test('where the suite says redact, surrogates stand in for personal data', async () => {
  const said = (index: number) => `write to jane.roe${index}@acme.io`;
  expect((await sending(said)).sent).toContain(said(7));
  const { sent } = await sending(said, ', redact: true');
  expect(sent).toHaveLength(240);
  expect(sent.join(' ')).not.toContain('acme.io');
});

test('no embedder, no clusters', async () => {
  const folder = project({ 'suite.yaml': suite('', ''), 'rows.jsonl': '{"input":"a","expected":"b"}\n' });
  const cases = observedMany(240, (index) => ({ score: index % 2 }));
  expect(await suiteClusters(await loadSuite('suite.yaml', folder), cases, signal)).toBeNull();
});
