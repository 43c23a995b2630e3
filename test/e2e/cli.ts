import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
/** From source, as `npx tsx cli/main.ts` does. */
const fromSource = [
  '--import',
  path.join(root, 'node_modules/tsx/dist/esm/index.mjs'),
  path.join(root, 'cli/main.ts'),
];

/** What a command did. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Outcome>;
}

/** Starts a command in a folder. `program` is what node runs; default: the sources. */
export function start(
  cwd: string,
  args: readonly string[],
  program: readonly string[] = fromSource,
): Running {
  const child = spawn(process.execPath, [...program, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', CI: '1' },
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    out.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    out.stderr += String(chunk);
  });
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...out }));
  });
  return { process: child, ended };
}

/** Runs a command to its end. */
export function heldout(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return start(cwd, args).ended;
}

/** A new folder with files; nothing of it lies inside a package. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-e2e-'));
  write(folder, files);
  return folder;
}

/** Writes files into a folder. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

export function read(folder: string, name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

/** The one JSON document that a command printed. */
export function json(outcome: Outcome) {
  return JSON.parse(outcome.stdout);
}

/** A target out of the body of `call`, which sees `text`, the last message. */
export function target(body: string): string {
  return `export const target = { async call(input, signal) { const text = input.messages.at(-1).content; ${body} } };\n`;
}

/** Rows `Say wN` that expect `wN`; every fourth carries the tag `loud`. */
export function rows(n: number): string {
  const lines = Array.from({ length: n }, (_, i) => ({
    input: `Say w${i}`,
    expected: `w${i}`,
    tags: i % 4 === 0 ? ['loud'] : [],
  }));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** A suite over rows.jsonl whose target and baseline are modules of the folder. `more` goes at its end. */
export function suite(more = '', edgeCases = '[]'): string {
  return `schemaVersion: 1
id: echo
title: Echo
task: { kind: qa, instructions: Echo the message. }
data: { heldout: [{ path: rows.jsonl, licence: CC0-1.0 }] }
models:
  target: { use: "module:./good.mjs", lineage: { vendor: none, family: echo } }
  baseline: { use: "module:./good.mjs", lineage: { vendor: none, family: echo } }
skills:
  - id: say
    description: Repeats the message.
    edgeCases: ${edgeCases}
score: [{ use: contains }]
slices: [loud]
gate:
  margin: { real: 0.05, synthetic: 0.05 }
${more}`;
}

/** The files of a project with so many rows and two targets: one good, one that fails what is loud. */
export function echoProject(n: number, more = '', edgeCases = '[]'): Readonly<Record<string, string>> {
  return {
    'rows.jsonl': rows(n),
    'suite.yaml': suite(more, edgeCases),
    'good.mjs': target('return { text };'),
    'broken.mjs': target('return { text: Number(/\\d+/.exec(text)?.[0]) % 4 === 0 ? "?" : text };'),
  };
}
