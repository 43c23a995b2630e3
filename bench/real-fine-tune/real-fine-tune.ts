import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { groupBy } from '../../core/group-by.ts';
import { createRandom } from '../../core/random.ts';
import { dataFolder } from '../public-data.ts';
import type { Labelled } from '../teacher/one-versus-rest.ts';
import { type IntentRows, suiteText, writeRows } from './intent-project.ts';
import { gateRows, headings, roundRows } from './result-rows.ts';
import { importModel, type Tools, type Tuned, tune } from './tuned-model.ts';

/**
 * The whole loop on a language model that is really fine-tuned: SmolLM2-135M on eight intents of BANKING77, served by Ollama.
 * The model before any fine-tune, one tuned on rows of all intents, one starved of `pin_blocked`, and one tuned again on
 * what `gaps` and `fill` make of the starved one's failures. bench/README.md says what it needs and how to start it.
 * A step that is done is not done again: remove its file under FOLDER/steps to repeat it.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    weights: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    ollama: { type: 'string', default: 'ollama' },
    folder: { type: 'string' },
    /** Few rows of everything, to see that it all works. */
    small: { type: 'boolean', default: false },
  },
});
if (values.weights === undefined || values.folder === undefined)
  throw new Error('say where the weights are and where to write: --weights SMOLLM2.gguf --folder FOLDER');

const starvedIntent = 'pin_blocked';
const intents = [
  'age_limit',
  'card_arrival',
  'change_pin',
  'exchange_rate',
  'passcode_forgotten',
  starvedIntent,
  'request_refund',
  'top_up_failed',
];
/** Rows of each intent, cases of each edge case, and what `fill` is asked for. */
const size = values.small
  ? { heldout: 2, probe: 2, trained: 6, quota: 8, fill: { train: 8, probe: 4 } }
  : { heldout: 30, probe: 12, trained: 60, quota: 24, fill: { train: 120, probe: 32 } };
const leftOfStarved = 2;

const folder = path.resolve(values.folder);
const cli = path.join(import.meta.dirname, '../../dist/cli/main.js');
const tools: Tools = {
  python: values.python.includes('/') ? path.resolve(values.python) : values.python,
  ollama: values.ollama.includes('/') ? path.resolve(values.ollama) : values.ollama,
  weights: path.resolve(values.weights),
  folder,
};
const models = {
  base: 'heldout-intents-base',
  full: 'heldout-intents-full',
  starved: 'heldout-intents-starved',
  mended: 'heldout-intents-mended',
} as const;

mkdirSync(path.join(folder, 'steps'), { recursive: true });

/** Does a step once: what it gave is kept in a file. */
function once(name: string, work: () => unknown): unknown {
  const file = path.join(folder, 'steps', `${name}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).result;
  console.error(`\n== ${name}`);
  const started = performance.now();
  const result = work() ?? null;
  const minutes = (performance.now() - started) / 60_000;
  writeFileSync(file, JSON.stringify({ minutes, result }, null, 1));
  return result;
}
const minutesOf = (name: string): number =>
  JSON.parse(readFileSync(path.join(folder, 'steps', `${name}.json`), 'utf8')).minutes;

/** What a command of heldout prints with `--json`. A verdict is a result, whichever it is. */
function heldout(...args: readonly string[]): unknown {
  console.error(`$ heldout ${args.join(' ')}`);
  const { status, stdout } = spawnSync(process.execPath, [cli, ...args, '--json'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });
  if (status !== 0 && status !== 1 && status !== 3)
    throw new Error(`exit ${status}:\n${stdout.slice(0, 3000)}`);
  return JSON.parse(stdout);
}

/** Each row is for one thing only, and everything follows from the seed. */
function chooseRows(): IntentRows {
  const read = (name: string) => {
    const rows = parse(readFileSync(path.join(dataFolder('banking77', values.data), name)), {
      columns: true,
      bom: true,
    });
    const labelled = z
      .array(z.object({ text: z.string(), category: z.string() }))
      .parse(rows)
      .map(({ text, category }): Labelled => ({ text, label: category }));
    return groupBy(createRandom(0).fork(name).shuffle(labelled), ({ label }) => label);
  };
  const [training, test] = [read('train.csv'), read('test.csv')];
  const parts = intents.map((intent) => {
    const rows = training.get(intent) ?? [];
    const afterProbe = rows.slice(size.probe);
    const left = intent === starvedIntent ? leftOfStarved : size.trained;
    return {
      heldout: (test.get(intent) ?? []).slice(0, size.heldout),
      probe: rows.slice(0, size.probe),
      trained: afterProbe.slice(0, size.trained),
      starved: afterProbe.slice(0, left),
      seeds: afterProbe.slice(left),
    };
  });
  return {
    heldout: parts.flatMap((part) => part.heldout),
    probe: parts.flatMap((part) => part.probe),
    trained: parts.flatMap((part) => part.trained),
    starved: parts.flatMap((part) => part.starved),
    seeds: parts.flatMap((part) => part.seeds),
  };
}

function writeSuite(name: string, seeds: string, baseline: string): void {
  writeFileSync(path.join(folder, name), suiteText(intents, { seeds, baseline, quota: size.quota }));
}

/** Exports rows to train on, less what comes too near to a held-out one, and trains on them. */
function tuneOn(name: string, rows: string): Tuned {
  writeSuite(`${rows}.yaml`, `${rows}.jsonl`, models.base);
  const out = path.join('export', rows);
  heldout(
    'export',
    `${rows}.yaml`,
    '--split',
    'train',
    '--from',
    'seeds',
    '--format',
    'trl-sft',
    '--out',
    out,
  );
  return tune(name, [path.join(folder, out, 'train.jsonl')], tools);
}

const runOf = (document: unknown) => z.object({ run: z.string() }).parse(document).run;
const suite = 'suite.yaml';

once('rows', () => writeRows(folder, chooseRows()));
once('base', () => importModel(models.base, tools.weights, tools));
once('cases', () => {
  writeSuite(suite, 'seeds.jsonl', models.base);
  return heldout('generate', suite);
});
const tunings = {
  full: once('tune-full', () => tuneOn(models.full, 'trained')),
  starved: once('tune-starved', () => tuneOn(models.starved, 'starved')),
};

const first = once('gate-a', () => heldout('test', suite, '--target', `ollama:${models.full}`));
once('accept-full', () => {
  writeSuite(suite, 'seeds.jsonl', models.full);
  return heldout('baseline', suite, '--run', runOf(first));
});
const second = once('gate-b', () => heldout('test', suite, '--target', `ollama:${models.starved}`));
once('gaps', () => heldout('gaps', suite, '--run', runOf(second)));
// No new held-out cases: rules make none of a label that is weak on real rows, and on the same set each model is run once.
once('fill', () =>
  heldout(
    ...['fill', suite, '--run', runOf(second), '--format', 'trl-sft', '--out', 'export/filled'],
    ...['--train', `${size.fill.train}`, '--probe', `${size.fill.probe}`],
  ),
);
const mended = once('tune-mended', () =>
  tune(
    models.mended,
    ['starved', 'filled'].map((name) => path.join(folder, 'export', name, 'train.jsonl')),
    tools,
  ),
);
const third = once('gate-c', () => heldout('round', suite, '--target', `ollama:${models.mended}`));
const fourth = once('gate-d', () => {
  heldout('baseline', suite, '--run', runOf(second));
  return heldout('gate', suite, '--run', runOf(third));
});

console.log(headings);
for (const row of [
  ...gateRows('(a)', first, starvedIntent),
  ...gateRows('(b)', second, starvedIntent),
  ...gateRows('(c)', z.object({ report: z.unknown() }).parse(third).report, starvedIntent),
  ...gateRows('(c)', fourth, starvedIntent),
])
  console.log(row);
console.log();
for (const row of roundRows(third)) console.log(row);
console.log();
console.log(JSON.stringify({ ...tunings, mended }));
for (const name of [
  'tune-full',
  'tune-starved',
  'gate-a',
  'gate-b',
  'fill',
  'tune-mended',
  'gate-c',
  'gate-d',
])
  console.log(`${name}: ${minutesOf(name).toFixed(1)} minutes`);
