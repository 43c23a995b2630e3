import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bestOf, type Measure, measureProcess } from '../measure-process.ts';

/**
 * What the harness itself costs: 10,000 cases whose target does nothing, with journal and JSON report, beside plain
 * vitest with as many empty tests and a bare loop that does the same work. Run it with `npm run bench`.
 */
const cases = 10_000;
const rounds = 5;
const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'heldout-bench-'));
const main = path.join(root, 'dist/cli/main.js');

/** The best time of several rounds, and the highest peak. */
function best(args: readonly string[], cwd: string): Measure {
  return bestOf(Array.from({ length: rounds }, () => measureProcess(args, cwd)));
}

function writeInputs(): void {
  const rows = Array.from({ length: cases }, (_, i) =>
    JSON.stringify({ input: `Say w${i}`, expected: `w${i}` }),
  );
  writeFileSync(path.join(folder, 'rows.jsonl'), `${rows.join('\n')}\n`);
  writeFileSync(
    path.join(folder, 'target.mjs'),
    'export const target = { async call(input) { return { text: input.messages.at(-1).content }; } };\n',
  );
  writeFileSync(
    path.join(folder, 'suite.yaml'),
    `schemaVersion: 1
id: overhead
title: Echo
task: { kind: qa, instructions: Echo the message. }
data: { heldout: [{ path: rows.jsonl }] }
models: { target: { use: "module:./target.mjs", lineage: { vendor: none, family: echo } } }
skills: [{ id: echo, description: Repeats the message. }]
score: [{ use: contains }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`,
  );
  writeFileSync(
    path.join(folder, 'floor.mjs'),
    `import { createWriteStream, readFileSync } from 'node:fs';
import { target } from './target.mjs';
const journal = createWriteStream('floor.jsonl');
for (const line of readFileSync('rows.jsonl', 'utf8').trim().split('\\n')) {
  const { input, expected } = JSON.parse(line);
  const { text } = await target.call({ messages: [{ content: input }] });
  journal.write(JSON.stringify({ input, text, score: text.includes(expected) ? 1 : 0 }) + '\\n');
}
journal.end();
`,
  );
  mkdirSync(path.join(folder, 'peer'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'peer/node_modules'));
  writeFileSync(
    path.join(folder, 'peer/plain.test.ts'),
    `import { expect, test } from 'vitest';
test.for(Array.from({ length: ${cases} }, (_, i) => i))('w%i', (i) => { expect(\`Say w\${i}\`).toContain(\`w\${i}\`); });
`,
  );
}

writeInputs();
try {
  const floor = best(['floor.mjs'], folder);
  const heldout = best([main, 'run', 'suite.yaml', '--json'], folder);
  const peer = best(['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot'], path.join(folder, 'peer'));
  const help = best([main, '--help'], folder);
  const row = (name: string, { seconds, peakMb }: Measure) =>
    `| ${name} | ${seconds.toFixed(2)} s | ${(seconds / floor.seconds).toFixed(1)} | ${(seconds / peer.seconds).toFixed(2)} | ${peakMb.toFixed(0)} MB |`;
  console.log(
    [
      `Node ${process.versions.node}, ${cases} cases, best of ${rounds}`,
      '',
      '| | wall | × bare loop | × plain vitest | peak of one process |',
      '|---|--:|--:|--:|--:|',
      row('bare loop: call, compare, one line of JSON', floor),
      row('`heldout run --json`: journal and report on', heldout),
      row('vitest, as many plain tests', peer),
      row('`heldout --help`', help),
    ].join('\n'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
