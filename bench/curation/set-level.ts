import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createRandom } from '../../core/random.ts';
import { type Diversity, diversity } from '../../curation/diversity.ts';
import { diversityBeside } from '../../curation/diversity-beside.ts';
import { twoSampleTest } from '../../curation/two-sample-test.ts';
import { dataFolder } from '../public-data.ts';

/**
 * What the measures of a whole set say of public sets: diversity beside the published figures (quality-gates.md, table
 * 6.2), how sure the two-sample test is where there is a difference, and how often it is wrong where there is none.
 * Run it with `npm run bench:set-level -- --data FOLDER`.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, splits: { type: 'string', default: '200' } },
});
const splits = z.coerce.number().int().min(10).max(10_000).parse(values.splits);
const samples = 20;
const sampled = 175;
const half = 40;

const banking = ['train.csv', 'test.csv'].map((file) =>
  readFileSync(path.join(dataFolder('banking77', values.data), file), 'utf8')
    .split(/\r?\n(?=[^\n]*,[A-Za-z_?]+(?:\r?\n|$))/)
    .slice(1)
    .map((row) =>
      row
        .replace(/,[A-Za-z_?]+\s*$/, '')
        .replace(/^"|"$/g, '')
        .replaceAll('""', '"'),
    ),
);
const [train = [], held = []] = banking;
const seeds = readFileSync(path.join(dataFolder('self-instruct', values.data), 'seed_tasks.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => z.object({ instruction: z.string() }).parse(JSON.parse(line)).instruction);

const measures = ['gzipRatio', 'distinct2', 'meanMaxRougeL', 'shareOver70'] as const;
function range(texts: readonly string[], measure: (typeof measures)[number]): string {
  const own = drawn(texts)
    .map((one) => one[measure] ?? Number.NaN)
    .sort((a, b) => a - b);
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return `${mean.toFixed(3)} (${own[0]?.toFixed(3)}–${own.at(-1)?.toFixed(3)})`;
}

const known = new Map<readonly string[], readonly Diversity[]>();
function drawn(texts: readonly string[]): readonly Diversity[] {
  const before = known.get(texts);
  if (before !== undefined) return before;
  const found = Array.from({ length: samples }, (_, seed) =>
    diversity(createRandom(seed).shuffle(texts).slice(0, sampled)),
  ).filter((one) => one !== null);
  known.set(texts, found);
  return found;
}

const published = [
  { name: 'Self-Instruct human seeds', texts: seeds, figures: [2.46, 0.731, 0.411, 0.023] },
  { name: 'BANKING77 train', texts: train, figures: [2.55, 0.667, 0.455, 0.029] },
];
console.log(
  `| set | measure | published | ${samples} samples of ${sampled}: mean (least–most) |\n| --- | --- | --: | --: |`,
);
for (const { name, texts, figures } of published)
  for (const [at, measure] of measures.entries())
    console.log(`| ${name} | ${measure} | ${figures[at]} | ${range(texts, measure)} |`);

const own = (texts: readonly string[], label: string) =>
  texts.map((text, at) => ({ text, cluster: `${label}/${at}` }));
const changes = [
  ['test', (text: string) => text],
  ['test, small letters', (text: string) => text.toLowerCase()],
  [
    'test, "Certainly!" before a third',
    (text: string, at: number) => (at % 3 === 0 ? `Certainly! ${text}` : text),
  ],
  ['test, two letters swapped', (text: string) => text.replace(/(\w)(\w)(\w)(?=\w*$)/, '$1$3$2')],
] as const;
console.log(
  '\n| BANKING77 train beside | AUC | p | MMD² | p | seconds | goes by |\n| --- | --: | --: | --: | --: | --: | --- |',
);
for (const [name, change] of changes) {
  const start = performance.now();
  const found = twoSampleTest(own(train, 'a'), own(held.map(change), 'b'), 0);
  const beside = diversityBeside(train, held.map(change), 0);
  const seconds = (performance.now() - start) / 1000;
  if (found === null || beside === null) throw new Error('the sets are large enough');
  const by = found.telling.slice(0, 3).map((feature) => feature.name.replaceAll('|', '\\|'));
  console.log(
    `| ${[name, found.auc.toFixed(3), found.aucP.toFixed(2), found.mmd.toFixed(5), found.mmdP.toFixed(3), seconds.toFixed(1), by.join(' ')].join(' | ')} |`,
  );
}

const wrong = { auc: 0, mmd: 0, either: 0 };
for (let seed = 0; seed < splits; seed++) {
  const texts = createRandom(`split ${seed}`)
    .shuffle(held)
    .slice(0, 2 * half);
  const found = twoSampleTest(own(texts.slice(0, half), 'a'), own(texts.slice(half), 'b'), seed);
  if (found === null) throw new Error('the halves are large enough');
  if (found.aucP <= 0.05) wrong.auc++;
  if (found.mmdP <= 0.05) wrong.mmd++;
  if (found.auc > 0.75 && found.aucP <= 0.05) wrong.either++;
}
const percent = (count: number) => `${((100 * count) / splits).toFixed(1)} %`;
console.log(
  `\n${splits} times two halves of ${half} of one set: p ≤ .05 of the AUC ${percent(wrong.auc)}, of the MMD ${percent(wrong.mmd)}; warned of ${percent(wrong.either)}`,
);
