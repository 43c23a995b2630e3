import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { heldout, json, project, read, write } from './cli.ts';
import { reviewProject } from './review-project.ts';

const decisionsOf = (folder: string, file: string) =>
  read(folder, file)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('people review cases', () => {
  test('where there is no terminal to ask at, that is said, with what to do', async () => {
    const nobody = await heldout(project(reviewProject), 'review', 'suite.yaml', '--as', 'Ann');
    expect(nobody.code).toBe(2);
    expect(nobody.stderr).toContain('there is no terminal to ask at');
    expect(nobody.stderr).toContain('--export FILE');
  });

  test('without a terminal: the queue is written, filled in and taken, and holds when cases are made again', async () => {
    const folder = project(reviewProject);
    expect((await heldout(folder, 'generate', 'suite.yaml')).code).toBe(0);

    const written = await heldout(folder, 'review', 'suite.yaml', '--as', 'Ann', '--export', 'queue.jsonl');
    expect(written.code).toBe(0);
    const queue = decisionsOf(folder, 'queue.jsonl');
    const [open, other] = queue.filter(({ selection }) => selection.plan === 'undecided');
    const [wrong, ...right] = queue.filter(({ selection }) => selection.plan === 'acceptance');
    expect(right).toHaveLength(11);
    write(folder, {
      'queue.jsonl': [
        { ...open, decision: 'accept', answer: 'access', blind: true },
        { ...other, decision: 'relabel', relabel: 'billing' },
        { ...wrong, decision: 'reject', reason: 'ambiguous' },
        ...right.map((line) => ({ ...line, decision: 'accept' })),
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    });

    const taken = await heldout(
      folder,
      'review',
      'suite.yaml',
      '--as',
      'Ann',
      '--import',
      'queue.jsonl',
      '--json',
    );
    expect(taken.code).toBe(0);
    const document = json(taken);
    expect(document.imported).toEqual({ added: 14, known: 0, undecided: 0 });
    expect(document.strata).toMatchObject([
      { generator: 'perturb', looked: 12, defects: 1, status: 'accepted' },
    ]);
    const ids = decisionsOf(folder, 'queue/cases.jsonl').map(({ id }) => id);
    expect(ids).toContain(open.caseId);
    expect(ids).not.toContain(wrong.caseId);
    const told = await heldout(folder, 'explain', other.caseId, '--suite', 'suite.yaml');
    expect(told.stdout).toMatch(/relabelled {1,3}[0-9a-f]{16} took its place/);
    expect(told.stdout).toContain('label       Ann on ');

    // One short now: topped up, and the same is made again from nothing.
    expect((await heldout(folder, 'generate', 'suite.yaml')).code).toBe(0);
    const before = read(folder, 'queue/cases.jsonl');
    expect((await heldout(folder, 'generate', 'suite.yaml', '--fresh')).code).toBe(0);
    expect(read(folder, 'queue/cases.jsonl')).toBe(before);
  });

  const hasScript = spawnSync('script', ['--version']).status === 0;
  if (!hasScript) console.log('skipped: this machine has no `script` to give a command a terminal');

  test.skipIf(!hasScript)('at a terminal: one key each, undo, and Ctrl-C keeps what was said', async () => {
    const folder = project(reviewProject);
    await heldout(folder, 'generate', 'suite.yaml');
    const { code, screen } = await atTerminal(
      folder,
      ['review', 'suite.yaml', '--as', 'Ann'],
      [
        ['What is right?', '2'],
        ['Is the case right?', 'a'],
        ['What is right?', '1'],
        ['Is the case right?', 'r'],
        ['Why?', '2'],
        ['What is right?', 'u'],
        ['What is right?', '0'],
        ['Is the case right?', 's'],
        ['What is right?', '\u0003'],
      ],
    );
    expect(code).toBe(130);
    expect(screen).toContain('1 label kept');
    const labels = decisionsOf(folder, 'queue/labels.jsonl');
    expect(labels).toMatchObject([{ by: 'Ann', decision: 'accept', answer: 'access', blind: true }]);
    expect(readFileSync(path.join(folder, 'queue/cases.jsonl'), 'utf8')).toContain('person:Ann');
  });
});

/** Runs a command at a pseudo-terminal of 80 columns and presses each key once its question is on the screen. */
async function atTerminal(
  cwd: string,
  args: readonly string[],
  keys: readonly (readonly [question: string, key: string])[],
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const root = path.join(import.meta.dirname, '../..');
  const program = [
    process.execPath,
    '--import',
    path.join(root, 'node_modules/tsx/dist/esm/index.mjs'),
    path.join(root, 'cli/main.ts'),
  ];
  const command = `stty cols 80 rows 50; ${[...program, ...args].map((part) => `'${part}'`).join(' ')}`;
  const { CI: _, ...env } = process.env;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    env: { ...env, NO_COLOR: '1', TERM: 'xterm' },
  });
  let screen = '';
  let seen = 0;
  const left = [...keys];
  child.stdout.on('data', (chunk) => {
    screen += String(chunk);
    const [next] = left;
    if (next === undefined) return;
    const [question, key] = next;
    // A question is drawn again once it is answered: only an open one ends with the corner of its frame.
    const at = screen.indexOf(`◆  ${question}`, seen);
    if (at < 0 || !screen.slice(at).includes('└')) return;
    seen = screen.length;
    left.shift();
    child.stdin.write(key);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, screen };
}
