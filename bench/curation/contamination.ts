import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createRandom } from '../../core/random.ts';
import { casesOf, loadRealData } from '../../pipeline/load-dataset.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { type RowScan, scanRows } from '../../pipeline/scan-rows.ts';
import { textMaker } from './made-texts.ts';

/**
 * Held-out cases against a large training file, streamed, as `check` does it. Some held-out texts stand in the file as they
 * are, some with two words changed, some with their middle half. Run it with `npm run bench:contamination`.
 */
const { values } = parseArgs({
  options: {
    heldout: { type: 'string', default: '10000' },
    lines: { type: 'string', default: '1000000' },
  },
});
const [heldout, lines] = [Number(values.heldout), Number(values.lines)];
const planted = Math.floor(heldout / 100);
const kinds = ['exact', 'changed', 'half'] as const;

async function write(folder: string): Promise<void> {
  const maker = textMaker(7);
  const random = createRandom(7);
  const texts = Array.from({ length: heldout }, () => maker.text());
  writeFileSync(
    path.join(folder, 'heldout.jsonl'),
    texts.map((input) => `${JSON.stringify({ input, expected: 'x' })}\n`).join(''),
  );
  const leaks = new Map<number, string>();
  for (const [kind, name] of kinds.entries())
    for (let n = 0; n < planted; n++) {
      const text = texts[kind * planted + n] ?? '';
      const words = text.split(' ');
      const quarter = Math.floor(words.length / 4);
      const leaked = {
        exact: text,
        changed: [...words.slice(0, 2), 'altered', ...words.slice(3)].join(' '),
        half: `${maker.text()} ${words.slice(quarter, quarter + Math.ceil(words.length * 0.7)).join(' ')} ${maker.text()}`,
      }[name];
      leaks.set(random.integer(0, lines - 1), leaked);
    }
  const file = createWriteStream(path.join(folder, 'train.jsonl'));
  for (let line = 0; line < lines; line++) {
    const input = leaks.get(line) ?? maker.text();
    if (!file.write(`${JSON.stringify({ input, source: `log-${line % 97}`, id: line })}\n`))
      await once(file, 'drain');
  }
  file.end();
  await finished(file);
  writeFileSync(
    path.join(folder, 'suite.yaml'),
    `schemaVersion: 1
id: scan
title: Scan
task: { kind: qa, instructions: Answer. }
data:
  heldout: [{ path: heldout.jsonl }]
  training: [{ path: train.jsonl, map: { input: input } }]
skills: [{ id: one, description: One. }]
score: [{ use: exact }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`,
  );
}

/** Seconds of processor that the work took, on all threads. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function scanned(scan: RowScan | null): RowScan {
  if (scan === null) throw new Error('the suite has training rows');
  return scan;
}

/** Nobody can compare rows without reading them. */
async function floor(file: string): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(file) })) JSON.parse(line);
}

const folder = mkdtempSync(path.join(tmpdir(), 'heldout-bench-'));
try {
  await write(folder);
  const bytes = statSync(path.join(folder, 'train.jsonl')).size;
  globalThis.gc?.();
  const started = performance.now();
  let scan: RowScan | null = null;
  const cpu = await cpuOf(async () => {
    const loaded = await loadSuite('suite.yaml', folder);
    const cases = casesOf((await loadRealData(loaded, { seeds: 'train', material: false })).heldout);
    scan = await scanRows(loaded, 'training', cases);
  });
  const seconds = (performance.now() - started) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  const times = cpu / (await cpuOf(() => floor(path.join(folder, 'train.jsonl'))));
  const { rows, flags } = scanned(scan);
  const found = kinds.map((name, kind) => {
    const own = flags.slice(kind * planted, (kind + 1) * planted);
    return `${name} ${own.filter((flag) => flag?.level === 'drop').length} of ${planted}`;
  });
  const others = flags.slice(kinds.length * planted).filter((flag) => flag !== null).length;
  console.log(
    '| held-out | training lines | MB | wall s | cpu s | × floor | peak memory | found | others flagged |',
  );
  console.log('| --: | --: | --: | --: | --: | --: | --: | --- | --: |');
  const columns = [
    heldout,
    rows,
    (bytes / 1e6).toFixed(0),
    seconds.toFixed(1),
    cpu.toFixed(1),
    times.toFixed(1),
    `${peak.toFixed(0)} MB`,
    found.join(', '),
    others,
  ];
  console.log(`| ${columns.join(' | ')} |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
