import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { check } from '../../pipeline/check.ts';
import { dataFolder } from '../public-data.ts';

/**
 * Train → test overlap of BANKING77 as `check` reports it, beside what was measured with Python's standard library
 * (quality-gates.md, table 6.3). Run it with `npm run bench:overlap -- --data FOLDER`.
 */
const { values } = parseArgs({ options: { data: { type: 'string' } } });
const published = { exact: 0.81, ngram8: 10.58, ngram13: 0.75, jaccard70: 12.27, jaccard80: 4.9 };
const data = dataFolder('banking77', values.data);
const labels = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(path.join(data, 'categories.json'), 'utf8')));
const folder = mkdtempSync(path.join(tmpdir(), 'heldout-bench-'));
try {
  for (const name of ['train.csv', 'test.csv']) copyFileSync(path.join(data, name), path.join(folder, name));
  const source = (name: string) => `[{ path: ${name}, map: { input: text, expected: category } }]`;
  writeFileSync(
    path.join(folder, 'suite.yaml'),
    `schemaVersion: 1
id: banking
title: Banking intents
task: { kind: classification, instructions: Answer with one intent., labels: [${labels.join(', ')}] }
data:
  heldout: ${source('test.csv')}
  training: ${source('train.csv')}
skills: [{ id: intent, description: The intent. }]
score: [{ use: label }]
gate: { margin: { real: 0.03, synthetic: 0.05 } }
`,
  );
  const before = process.cpuUsage();
  const checked = await check('suite.yaml', folder);
  const { user, system } = process.cpuUsage(before);
  const [overlap] = checked.overlap;
  if (overlap === undefined) throw new Error(JSON.stringify(checked.problems));
  console.log('| BANKING77, % of the test rows | exact | 8-gram | 13-gram | Jaccard ≥ 0.7 | ≥ 0.8 |');
  console.log('| --- | --: | --: | --: | --: | --: |');
  const shares = Object.keys(published).map((key) => overlap[key as keyof typeof published] ?? 0); // its own keys
  console.log(
    `| \`check\`, ${overlap.n} rows, ${((user + system) / 1e6).toFixed(1)} cpu s | ${shares.map((share) => (100 * share).toFixed(2)).join(' | ')} |`,
  );
  console.log(`| published | ${Object.values(published).join(' | ')} |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
