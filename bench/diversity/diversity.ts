import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createRandom } from '../../core/random.ts';
import { diversity } from '../../curation/diversity.ts';
import { dataFolder } from '../public-data.ts';
import { expand } from './expand.ts';

/**
 * How much the human seeds of Self-Instruct differ from each other, and beside them what a model makes of them.
 * Run it with `npm run bench:diversity -- --data FOLDER --model ollama:NAME`.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    cases: { type: 'string', default: '175' },
  },
});
const wanted = z.coerce.number().int().min(2).max(10_000).parse(values.cases);
const longestShown = 120; // characters
const taskSchema = z.object({
  instruction: z.string(),
  instances: z.tuple([z.object({ output: z.string() })], z.unknown()),
});
const file = path.join(dataFolder('self-instruct', values.data), 'seed_tasks.jsonl');
const tasks = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => taskSchema.parse(JSON.parse(line)));
const seeds = createRandom(0)
  .shuffle(tasks)
  .map(({ instruction, instances: [{ output }] }) => ({ input: instruction, expected: output }));
const seedTexts = seeds.map(({ input }) => input);

function line(name: string, texts: readonly string[]): string {
  const measured = diversity(texts);
  if (measured === null) return `| ${name} | 0 | | | | | |`;
  const { n, exactDuplicates, gzipRatio, distinct2, meanMaxRougeL, shareOver70 } = measured;
  const percent = (share: number | null) => (share === null ? 'n/a' : `${(100 * share).toFixed(1)} %`);
  const columns = [gzipRatio.toFixed(2), distinct2?.toFixed(3) ?? 'n/a', meanMaxRougeL?.toFixed(3) ?? 'n/a'];
  return `| ${[name, n, percent(exactDuplicates), ...columns, percent(shareOver70)].join(' | ')} |`;
}

const table = [
  '| set | n | exact dup | gzip | distinct-2 | mean max ROUGE-L | share > 0.7 |',
  '| --- | --: | --: | --: | --: | --: | --: |',
  line('human seeds', seedTexts),
];
if (values.model === undefined) {
  console.log(table.join('\n'));
  console.log(
    '\nThe expansion needs a model that writes: --model ollama:NAME (at OLLAMA_HOST, or on this machine).',
  );
} else {
  // Small models read little at once: of the long answers none are shown.
  const short = seeds.filter(({ expected }) => expected.length <= longestShown);
  const { texts, made } = await expand(short, values.model, wanted);
  if (texts.length < seedTexts.length)
    table.push(line('human seeds, as many', seedTexts.slice(0, texts.length)));
  table.push(line(`self-instruct by ${values.model}`, texts));
  console.log(table.join('\n'));
  const [cell] = made.cells;
  console.log(
    `\naccepted ${made.accepted} of ${made.planned}, refused ${made.rejected}; ${made.spend.requests} requests, ${made.spend.tokens} tokens; ${JSON.stringify(cell?.reasons ?? {})}`,
  );
}
