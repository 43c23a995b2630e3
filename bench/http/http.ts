import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bestOf, type Measure, measureProcess } from '../measure-process.ts';

/**
 * 10,000 cases over loopback HTTP, 50 under way, beside a bare loop on the same SDK. Run it with `npm run bench:http`.
 */
const cases = 10_000;
const inFlight = '50';
const rounds = 3;
const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'heldout-bench-'));

/** Best of some rounds, one after the other in turns: what else the machine does hits all of them. */
function bestInTurns(commands: readonly (readonly string[])[]): readonly Measure[] {
  const measured = Array.from({ length: rounds }, () => commands.map((args) => measureProcess(args, folder)));
  return commands.map((_, index) => bestOf(measured.flatMap((round) => round[index] ?? [])));
}

async function serve(delayMs: number): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(root, 'bench/http/echo-server.ts'), String(delayMs)],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (server.stdout === null) throw new Error('the server has no output');
  const [port] = await once(server.stdout, 'data');
  return { server, url: `http://127.0.0.1:${String(port).trim()}/v1` };
}

writeFileSync(
  path.join(folder, 'rows.jsonl'),
  Array.from(
    { length: cases },
    (_, i) => `${JSON.stringify({ input: `Say w${i}`, expected: `w${i}` })}\n`,
  ).join(''),
);
writeFileSync(
  path.join(folder, 'suite.yaml'),
  `schemaVersion: 1
id: http
title: Echo
task: { kind: qa, instructions: Echo the message. }
data: { heldout: [{ path: rows.jsonl }] }
skills: [{ id: echo, description: Repeats the message. }]
score: [{ use: contains }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`,
);
try {
  const rows: string[] = [];
  for (const delayMs of [0, 50]) {
    const { server, url } = await serve(delayMs);
    const [loop, heldout] = bestInTurns([
      [path.join(root, 'bench/http/sdk-loop.mjs'), root, url, inFlight],
      [
        path.join(root, 'dist/cli/main.js'),
        ...['run', 'suite.yaml', '--target', `openai-compatible:echo@${url}`],
        ...['--concurrency', inFlight, '--json'],
      ],
    ]);
    server.kill();
    if (loop === undefined || heldout === undefined) throw new Error('nothing was measured');
    for (const [name, { seconds, peakMb }] of [
      ['bare loop on the SDK', loop],
      ['`heldout run --json`', heldout],
    ] as const) {
      rows.push(
        `| ${delayMs} ms | ${name} | ${seconds.toFixed(2)} s | ${(seconds / loop.seconds).toFixed(2)} | ${peakMb.toFixed(0)} MB |`,
      );
    }
  }
  console.log(
    [
      `Node ${process.versions.node}, ${cases} cases, ${inFlight} under way, best of ${rounds}`,
      '',
      '| server waits | | wall | × bare loop | peak |',
      '|---|---|--:|--:|--:|',
      ...rows,
    ].join('\n'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
