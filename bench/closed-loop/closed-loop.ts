import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { inputText } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { createRandom } from '../../core/random.ts';
import { readTrainingItems } from '../../datasets/training-items.ts';
import { fill } from '../../pipeline/fill.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { run } from '../../pipeline/run.ts';
import { tangoInterval } from '../../stats/tango.ts';
import { absoluteRef } from '../absolute-ref.ts';
import { dataFolder } from '../public-data.ts';
import type { Labelled } from '../teacher/one-versus-rest.ts';
import { trainIntents } from './intent-classifier.ts';

/**
 * Ten of the 77 intents of BANKING77 are starved in the training data of a small classifier. `gaps` and `fill` choose what
 * to add out of a pool of labelled rows, and the retrained classifier is scored on the real test split, beside one that got
 * the same number of random rows. Then the pool holds a few rows of each starved intent alone, and the rest are variants of
 * them: by rules, and with `--writer` in the words of a model. Run it with
 * `npm run bench:closed-loop -- --data FOLDER [--writer llama-cpp:FILE.gguf]`.
 */
const starvedIntents = 10;
const leftOfThem = 5;
const budgets = [100, 300];
const draws = 5;
/** Rows of each starved intent in the small pool, and what is made of them, variants and all. */
const [fewRows, budgetOfFew] = [5, 150];

const rowsSchema = z.array(z.object({ text: z.string(), category: z.string() }));
const { values } = parseArgs({ options: { data: { type: 'string' }, writer: { type: 'string' } } });
const folder = dataFolder('banking77', values.data);
const read = (name: string): readonly Labelled[] =>
  rowsSchema
    .parse(parse(readFileSync(path.join(folder, name)), { columns: true, bom: true }))
    .map(({ text, category }) => ({ text, label: category }));
const random = createRandom(0);
const byIntent = groupBy(random.fork('rows').shuffle(read('train.csv')), ({ label }) => label);
const intents = [...byIntent.keys()].sort();
const starved = new Set(random.fork('starved').shuffle(intents).slice(0, starvedIntents));

/** Half is trained on, a fifth is held out, the rest is the pool; of a starved intent only a few are trained on. */
const parts = [...byIntent].map(([label, rows]) => {
  const half = Math.floor(rows.length / 2);
  const fifth = Math.floor(rows.length / 5);
  const trained = rows.slice(0, starved.has(label) ? leftOfThem : half);
  return {
    trained,
    heldout: rows.slice(half, half + fifth),
    pool: [...rows.slice(trained.length, half), ...rows.slice(half + fifth)],
  };
});
const trained = parts.flatMap((part) => part.trained);
const pool = parts.flatMap((part) => part.pool);
const test = read('test.csv');

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const asRows = (rows: readonly Labelled[]) =>
  lines(rows.map(({ text, label }) => ({ input: text, expected: label })));

/** Items that `fill` makes of seeds with a budget, by the suite of a project of its own. */
async function filled(seeds: readonly Labelled[], budget: number, writer: string | null = null) {
  const project = mkdtempSync(path.join(tmpdir(), 'heldout-bench-'));
  const put = (name: string, text: string) => writeFileSync(path.join(project, name), text);
  try {
    put('trained.jsonl', lines(trained));
    put('heldout.jsonl', asRows(parts.flatMap((part) => part.heldout)));
    put('pool.jsonl', asRows(seeds));
    const module = path.join(import.meta.dirname, 'intent-classifier.ts');
    put(
      'target.ts',
      `import { intentTarget } from ${JSON.stringify(module)};\nexport const target = intentTarget(${JSON.stringify(path.join(project, 'trained.jsonl'))});\n`,
    );
    put(
      'suite.yaml',
      `schemaVersion: 1
id: intents
title: Intents
task: { kind: classification, instructions: Name the intent., labels: [${intents.map((intent) => JSON.stringify(intent)).join(', ')}] }
data:
  heldout: [{ path: heldout.jsonl, licence: CC-BY-4.0 }]
  seeds: [{ path: pool.jsonl, licence: CC-BY-4.0, split: train }]
models:
  target: { use: "module:./target.ts", lineage: { vendor: none, family: naive-bayes } }
${writer === null ? '' : writing(writer)}skills: [{ id: intent, description: Names the intent. }]
score: [{ use: label }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`,
    );
    await run(await loadSuite('suite.yaml', project), { workingFolder: project });
    const made = await fill(await loadSuite('suite.yaml', project), { heldout: 0, train: budget });
    const items = readTrainingItems((await loadSuite('suite.yaml', project)).paths);
    const rows = items.map(({ input, answer }): Labelled => ({ text: inputText(input), label: answer }));
    return { rows, aims: made.aims.map(({ name }) => name), spend: made.spend, lots: made.training.lots };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** A model that rewords seeds, one call at a time and with no judge but the rules. */
function writing(writer: string): string {
  const use = { use: absoluteRef(writer), with: { maxTokens: 300 } };
  return `  generator: ${JSON.stringify(use)}
run: { concurrency: 1, timeoutMs: 600000 }
training: [{ use: paraphrase, quota: 1, judged: false }, { use: back-translate, quota: 1, judged: false }]
`;
}

const answersOf = (added: readonly Labelled[]) => {
  const classify = trainIntents([...trained, ...added]);
  return test.map(({ text, label }) => classify(text) === label);
};
const inStarved = test.map(({ label }) => starved.has(label));
const rateOf = (right: readonly boolean[], wanted: boolean | null) => {
  const own = right.filter((_, at) => wanted === null || inStarved[at] === wanted);
  return own.filter(Boolean).length / own.length;
};
const percent = (share: number) => (100 * share).toFixed(1);
const rates = (right: readonly boolean[]) =>
  [null, true, false].map((wanted) => percent(rateOf(right, wanted))).join(' | ');

/** Paired change on the test rows, in points, with a 95 % interval. */
function change(after: readonly boolean[], before: readonly boolean[], wanted: boolean | null): string {
  const at = after.flatMap((_, index) => (wanted === null || inStarved[index] === wanted ? [index] : []));
  const gains = at.filter((index) => after[index] && !before[index]).length;
  const losses = at.filter((index) => !after[index] && before[index]).length;
  const [low, high] = tangoInterval(gains, losses, at.length, 0.95) ?? [0, 0];
  return `${percent((gains - losses) / at.length)} (${percent(low)} to ${percent(high)})`;
}

const before = answersOf([]);
console.log(
  `${trained.length} rows trained on, ${pool.length} in the pool, ${test.length} test rows, ${inStarved.filter(Boolean).length} of starved intents\n`,
);
console.log('| added | rows | all % | starved % | others % |\n| --- | ---: | ---: | ---: | ---: |');
console.log(`| nothing | 0 | ${rates(before)} |`);
for (const budget of budgets) {
  const { rows, aims } = await filled(pool, budget);
  const hit = aims.filter((name) => starved.has(name.replace('real/intent=', ''))).length;
  const aimed = answersOf(rows);
  console.log(`| gaps and fill | ${rows.length} | ${rates(aimed)} |`);
  const drawn = Array.from({ length: draws }, (_, at) =>
    answersOf(random.fork(`draw ${at}`).shuffle(pool).slice(0, rows.length)),
  );
  const meanOf = (wanted: boolean | null) =>
    percent(drawn.reduce((sum, right) => sum + rateOf(right, wanted), 0) / draws);
  console.log(
    `| random, mean of ${draws} draws | ${rows.length} | ${meanOf(null)} | ${meanOf(true)} | ${meanOf(false)} |`,
  );
  const [first = before] = drawn;
  console.log(
    `|  fill − nothing, points (95 %) | | ${change(aimed, before, null)} | ${change(aimed, before, true)} | ${change(aimed, before, false)} |`,
  );
  console.log(
    `|  fill − first random draw, points (95 %) | | ${change(aimed, first, null)} | ${change(aimed, first, true)} | ${change(aimed, first, false)} |`,
  );
  console.log(`|  aimed at ${aims.length}: ${hit} of the ${starvedIntents} starved | | | | |`);
}

const few = parts.flatMap(({ pool: own }) => own.filter(({ label }) => starved.has(label)).slice(0, fewRows));
const ofFew = [
  { name: 'as they are', budget: few.length, writer: null },
  { name: 'and variants by rules', budget: budgetOfFew, writer: null },
  ...(values.writer === undefined
    ? []
    : [
        {
          name: `and rewordings by ${path.basename(values.writer)}`,
          budget: budgetOfFew,
          writer: values.writer,
        },
      ]),
];
for (const { name, budget, writer } of ofFew) {
  const { rows, lots, spend } = await filled(few, budget, writer);
  console.log(`| ${few.length} rows, ${name} | ${rows.length} | ${rates(answersOf(rows))} |`);
  console.error(JSON.stringify({ name, spend, lots }));
}
console.log(`| the whole pool | ${pool.length} | ${rates(answersOf(pool))} |`);
