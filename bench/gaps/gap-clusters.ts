import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { createRandom } from '../../core/random.ts';
import { discoverSlices } from '../../gaps/discover-slices.ts';
import type { ObservedCase } from '../../gaps/observed-case.ts';
import { clusterFeatures, clusterTexts } from '../../gaps/text-clusters.ts';
import { openEmbedder } from '../../models/embedders/open-embedder.ts';
import { dataFolder } from '../public-data.ts';

/**
 * Whether `gaps` finds an intent that a target fails on, without labels and tags: among words alone, and with clusters of
 * embeddings beside them. Of the test rows of every fifth intent of BANKING77 those of one intent in turn are answered
 * wrongly with probability 0.6, all others with 0.1. Run it with `npm run bench:gap-clusters -- --data FOLDER --embedder ollama:minilm`.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, embedder: { type: 'string', default: 'lexical' } },
});
const [weakShare, usualShare, without] = [0.6, 0.1, 40];
const signal = new AbortController().signal;
const all = z
  .array(z.object({ text: z.string(), category: z.string() }))
  .parse(parse(readFileSync(path.join(dataFolder('banking77', values.data), 'test.csv')), { columns: true }));
const intents = [...new Set(all.map(({ category }) => category))].filter((_, at) => at % 5 === 0);
const rows = all.filter(({ category }) => intents.includes(category));

const embedder = await openEmbedder(values.embedder, { env: process.env, folder: process.cwd() });
let started = performance.now();
const given = await embedder.embed(
  rows.map(({ text }) => text),
  signal,
);
await embedder.close?.();
const embeddingSeconds = (performance.now() - started) / 1000;
const vectors = new Map(rows.map(({ text }, at) => [text, given[at] ?? new Float32Array(0)]));
const vectorOf = (text: string) => vectors.get(text) ?? new Float32Array(0);

/** The rows as a run of a target that fails an intent; null: none. */
function observed(weak: string | null, seed: string): readonly ObservedCase[] {
  const random = createRandom(seed);
  return rows.map(({ text, category }, at) => ({
    id: `c${at}`,
    origin: 'real',
    cluster: `c${at}`,
    cell: { skill: 'intent', edgeCase: null },
    tags: [],
    label: null,
    text,
    score: random.chance(category === weak ? weakShare : usualShare) ? 0 : 1,
    miss: null,
  }));
}

started = performance.now();
const clusterings = clusterTexts(observed(null, 'none'), vectorOf);
const clusteringSeconds = (performance.now() - started) / 1000;
const clustersOf = ({ text }: Pick<ObservedCase, 'text'>) => clusterFeatures(clusterings, vectorOf(text));

/** The largest Jaccard index of the intent with a confirmed slice; 0 where none is. */
function best(weak: string, asks: boolean): number {
  const own = new Set(rows.flatMap(({ category }, at) => (category === weak ? [`c${at}`] : [])));
  const found = discoverSlices(observed(weak, weak), [], new Set(), [], asks ? clustersOf : () => []);
  const alike = found
    .filter(({ isConfirmed }) => isConfirmed)
    .map(({ cases }) => {
      const shared = cases.filter((id) => own.has(id)).length;
      return shared / (cases.length + own.size - shared);
    });
  return Math.max(0, ...alike);
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
console.log(`${rows.length} rows, ${intents.length} intents in turn, ${values.embedder}`);
console.log('| candidates | anything confirmed | a slice with Jaccard ≥ 0.3 | mean best Jaccard |');
console.log('| --- | --: | --: | --: |');
for (const [name, asks] of [
  ['words', false],
  ['words and clusters', true],
] as const) {
  const alike = intents.map((weak) => best(weak, asks));
  const told = [0, 0.3].map((least) => alike.filter((each) => each > least).length);
  console.log(`| ${name} | ${told.join(' | ')} | ${mean(alike).toFixed(2)} |`);
}
const alarms = Array.from({ length: without }, (_, at) =>
  discoverSlices(observed(null, `none ${at}`), [], new Set(), [], clustersOf).some(
    ({ isConfirmed }) => isConfirmed,
  ),
).filter(Boolean).length;
console.log(`without a weakness: ${alarms} of ${without} runs with a confirmed slice`);
console.log(
  `embedding ${embeddingSeconds.toFixed(1)} s, dividing ${clusteringSeconds.toFixed(1)} s (wall, ${clusterings.length} divisions)`,
);
