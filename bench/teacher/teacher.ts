import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { createRandom } from '../../core/random.ts';
import { wilson } from '../../stats/wilson.ts';
import { dataFolder } from '../public-data.ts';
import { trainOneVersusRest } from './one-versus-rest.ts';

/**
 * What is dropped when a teacher labels only what it is sure of: the risk–coverage curve of a small classifier that was
 * trained on a few rows of BANKING77 and labels the others. Run it with `npm run bench:teacher -- --data FOLDER`.
 */
const labelledRows = 1_540; // twenty an intent
const rowsSchema = z.array(z.object({ text: z.string(), category: z.string() }));

const { values } = parseArgs({ options: { data: { type: 'string' } } });
const file = path.join(dataFolder('banking77', values.data), 'train.csv');
const rows = rowsSchema.parse(parse(readFileSync(file), { columns: true, bom: true }));
const shuffled = createRandom(0)
  .shuffle(rows)
  .map(({ text, category }) => ({ text, label: category }));
const started = performance.now();
const classify = trainOneVersusRest(shuffled.slice(0, labelledRows));
const trained = performance.now();
const guesses = shuffled
  .slice(labelledRows)
  .map(({ text, label }) => {
    const guess = classify(text);
    return { isWrong: guess.label !== label, margin: guess.margin };
  })
  .sort((a, b) => b.margin - a.margin);

const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
console.log(
  `${labelledRows} labelled rows, ${guesses.length} to label; trained in ${seconds(started, trained)}, labelled in ${seconds(trained, performance.now())}\n`,
);
console.log('| coverage | rows | wrong | error | 95 % (Wilson) | least margin |');
console.log('| -------: | ---: | ----: | ----: | ------------: | -----------: |');
for (let tenth = 1; tenth <= 10; tenth++) {
  const kept = guesses.slice(0, Math.round((guesses.length * tenth) / 10));
  const wrong = kept.filter(({ isWrong }) => isWrong).length;
  const [low, high] = wilson(wrong, kept.length, 0.95) ?? [0, 1];
  const percent = (share: number) => (100 * share).toFixed(1);
  console.log(
    `| ${10 * tenth} % | ${kept.length} | ${wrong} | ${percent(wrong / kept.length)} % | ${percent(low)}–${percent(high)} % | ${kept.at(-1)?.margin.toFixed(2)} |`,
  );
}
