import { expect, onTestFinished, test } from 'vitest';
import { readGeneratedCases, readRejects } from '../../datasets/generated-cases.ts';
import { readTrainingItems } from '../../datasets/training-items.ts';
import { generate } from '../../pipeline/generate.ts';
import { generateTraining } from '../../pipeline/generate-training.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { mock } from '../../pipeline/mock.ts';
import { project, write } from './cli.ts';

const writer = `
answers:
  - match: 'Translate into German'
    reply: '{"text":"Auf meiner Karte ist eine Buchung Nummer {{number}}, die ich nicht kenne."}'
`;
/** Rates what it is asked to rate, agrees with every label, and sees what is planted. */
const judge = (rating: number) => `
answers:
  - match: 'Rate it'
    reply: '{"reason":"A word is missing.","fluency":${rating},"accuracy":${rating},"idiomaticity":${rating},"terminology":${rating},"format":${rating}}'
  - match: '(?:right answer is:|\\[expected answer:|should be answered with|"answer": undefined|customer\\.name|Test case 1 of 5|\\[object Object\\])[\\s\\S]*"realism" with a number'
    reply: '{"valid":"no","expected":"yes","unambiguous":"yes","edgeCase":"yes","realism":1}'
  - match: '"realism" with a number'
    reply: '{"valid":"yes","expected":"yes","unambiguous":"yes","edgeCase":"yes","realism":4}'
default: '{"label":"billing"}'
`;
const rows = (start: string) =>
  Array.from({ length: 8 }, (_, i) => {
    const input = `${start} ${'abcdefgh'[i]} that nobody here can explain to me at all`;
    return `${JSON.stringify({ input, expected: 'billing' })}\n`;
  }).join('');

async function translating(rating: number) {
  const folder = project({
    'writer.yaml': writer,
    'judge.yaml': judge(rating),
    'rows.jsonl': rows('There is a charge on the bill'),
    'seeds.jsonl': rows('My card was debited for the plan'),
    'train.jsonl': rows('Somebody took money for an order'),
  });
  const [writes, judges] = await Promise.all(
    ['writer.yaml', 'judge.yaml'].map((persona) => mock({ persona, workingFolder: folder })),
  );
  onTestFinished(async () => {
    await Promise.all([writes?.close(), judges?.close()]);
  });
  write(folder, {
    'suite.yaml': `schemaVersion: 1
id: cards
title: Cards
task: { kind: classification, instructions: Which queue?, labels: [billing, outage] }
data:
  heldout: [{ path: rows.jsonl }]
  seeds: [{ path: seeds.jsonl }, { path: train.jsonl, split: train }]
models:
  generator: { use: "openai-compatible:w@${writes?.url}/v1", lineage: { vendor: one, family: a } }
  judges: [{ use: "openai-compatible:j@${judges?.url}/v1", lineage: { vendor: two, family: b } }]
skills:
  - id: queue
    description: Finds the queue.
    edgeCases:
      - { id: german, description: In German., expect: invariant, quota: 3, optional: true, generators: [{ use: translate, with: { to: [de] } }] }
score: [{ use: label }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
training: [{ use: translate, with: { to: [de] }, quota: 3 }]
`,
  });
  const loaded = () => loadSuite('suite.yaml', folder);
  await generate(await loaded());
  const trained = await generateTraining(await loaded());
  const { paths } = await loaded();
  return {
    cases: readGeneratedCases(paths),
    rejects: readRejects(paths),
    items: readTrainingItems(paths),
    trained,
  };
}

test('a translation rated 3 of 5 is no held-out case, and may be trained on', async () => {
  const { cases, rejects, items } = await translating(3);
  expect(cases).toEqual([]);
  expect(rejects.length).toBeGreaterThan(0);
  for (const { code, verdicts } of rejects) {
    expect(code).toBe('translation');
    expect(verdicts.at(-1)?.reason).toContain('rated 3.0 of 5, at least 4 wanted (fluency 3');
  }
  expect(items).toHaveLength(3);
  expect(items[0]?.verdicts.at(-1)?.reason).toMatch(/rated 3\.0 of 5, at least 2\.5 wanted.*agrees/);
});

test('one rated 5 is a case, and its verdict says how it was rated', async () => {
  const { cases } = await translating(5);
  expect(cases).toHaveLength(3);
  expect(cases[0]?.verdicts.at(-1)).toMatchObject({
    status: 'accepted',
    by: expect.stringMatching(/^validation:/),
    reason: expect.stringContaining('rated 5.0 of 5'),
  });
});
