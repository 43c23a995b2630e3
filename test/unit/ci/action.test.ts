import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AddCommand } from '../../../cli/command.ts';
import { addBaseline } from '../../../cli/commands/baseline.ts';
import { addCheck } from '../../../cli/commands/check.ts';
import { addGate } from '../../../cli/commands/gate.ts';
import { addGenerate } from '../../../cli/commands/generate.ts';
import { addMerge } from '../../../cli/commands/merge.ts';
import { addTest } from '../../../cli/commands/test.ts';
import { project, read } from '../../e2e/cli.ts';

const root = path.join(import.meta.dirname, '../../..');
const page = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** What GitHub reads of a composite action (docs.github.com, "Metadata syntax"). */
const actionSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(
    z.string(),
    z.strictObject({
      description: z.string(),
      required: z.boolean().optional(),
      default: z.string().optional(),
    }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.array(
      z.strictObject({
        name: z.string(),
        id: z.string().optional(),
        if: z.string().optional(),
        shell: z.literal('bash').optional(),
        env: z.record(z.string(), z.string()).optional(),
        run: z.string().optional(),
        uses: z.string().optional(),
        with: z.record(z.string(), z.string()).optional(),
      }),
    ),
  }),
});

const action = actionSchema.parse(parse(page('action.yml')));
const { steps } = action.runs;
const scriptOf = (name: string) => steps.find((step) => step.name === name)?.run ?? '';

const perform = async () => {};
const program = new Command();
const added: readonly AddCommand[] = [addBaseline, addCheck, addGate, addGenerate, addMerge, addTest];
for (const add of added) add(program, perform);

/** Fails where a command line names a command or an option that there is not. */
function expectKnown(line: string): void {
  const [name = '', ...rest] = line.trim().split(/\s+/);
  const command = program.commands.find((one) => one.name() === name);
  expect(command, line).toBeDefined();
  const options = command?.options.map(({ long }) => long) ?? [];
  for (const word of rest.filter((one) => one.startsWith('--'))) expect(options, line).toContain(word);
}

describe('action.yml', () => {
  test('every step runs bash or an action, and each script is well-formed', () => {
    for (const { name, run, uses, shell } of steps) {
      expect([run !== undefined, uses !== undefined].filter(Boolean), name).toHaveLength(1);
      if (run === undefined) continue;
      expect(shell, name).toBe('bash');
      expect(spawnSync('bash', ['-n'], { input: run }).status, name).toBe(0);
      // What a pull request may choose, such as its title, must never become part of a script.
      expect(run, name).not.toContain('${{');
    }
  });

  test('names inputs and outputs of steps that there are', () => {
    const text = page('action.yml');
    const inputs = [...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name);
    expect(new Set(inputs)).toEqual(new Set(Object.keys(action.inputs)));
    for (const [, id] of text.matchAll(/steps\.([a-z-]+)\.outputs/g)) {
      expect(steps.map((step) => step.id)).toContain(id);
    }
  });

  test('calls commands with options that there are', () => {
    const scripts = steps.flatMap(({ run }) => (run === undefined ? [] : [run])).join('\n');
    const calls = [...scripts.matchAll(/\$PROGRAM ([^|)\n]+)/g)].map(([, line = '']) => line);
    expect(calls.map((line) => line.split(' ')[0]).sort()).toEqual(['baseline', 'check', 'test']);
    for (const line of calls) expectKnown(line);
    const optional = [...scripts.matchAll(/options(?:\+)?=\(([^)]*)\)/g)].map(([, words = '']) => words);
    expect(optional).toHaveLength(3);
    for (const words of optional) expectKnown(`test ${words}`);
  });

  test('the gate step hands its inputs on as they are, and gives the gate’s exit code', () => {
    const folder = project({
      heldout: '#!/usr/bin/env bash\nprintf "%s\\n" "$@" > told.txt\nexit 3\n',
    });
    chmodSync(path.join(folder, 'heldout'), 0o755);
    const gate = (env: Readonly<Record<string, string>>) =>
      spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf('Gate')], {
        cwd: folder,
        env: { PATH: process.env['PATH'], PROGRAM: './heldout', REPORTS: 'out', ...env },
      });
    const odd = 'evals/my suite; $(touch bad).yaml';
    expect(gate({ SUITE: odd, TARGET: 'module:./a b.ts', COMMENT_KEY: 'k' }).status).toBe(3);
    expect(read(folder, 'told.txt').trim().split('\n')).toEqual([
      'test',
      odd,
      '--github',
      '--out',
      'out',
      '--target',
      'module:./a b.ts',
      '--comment-key',
      'k',
    ]);
    expect(gate({ SUITE: 'suite.yaml', TARGET: '', COMMENT_KEY: '' }).status).toBe(3);
    expect(read(folder, 'told.txt').trim().split('\n')).toEqual([
      'test',
      'suite.yaml',
      '--github',
      '--out',
      'out',
    ]);
    expect(existsSync(path.join(folder, 'bad'))).toBe(false);
  });

  test('the baseline is that of the newest artifact of the branch, never of a fork, and lies where the suite looks', () => {
    const artifact = (id: number, branch: string, repository: number, expired = false) => ({
      expired,
      workflow_run: { id, head_branch: branch, head_repository_id: repository, repository_id: 1 },
    });
    const listed = {
      artifacts: [
        artifact(9, 'main', 2),
        artifact(8, 'topic', 1),
        artifact(7, 'main', 1, true),
        artifact(6, 'main', 1),
      ],
    };
    const folder = project({
      heldout: '#!/usr/bin/env bash\necho \'{"suite":{"id":"triage"}}\'\n',
      gh: '#!/usr/bin/env bash\nif [ "$1" = api ]; then cat list.json; else mkdir -p "$7"; echo "baseline of $3" > "$7/baseline.jsonl"; fi\n',
      'list.json': JSON.stringify(listed),
    });
    for (const name of ['heldout', 'gh']) chmodSync(path.join(folder, name), 0o755);
    const fetched = () =>
      spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf('Fetch the baseline')], {
        cwd: folder,
        encoding: 'utf8',
        env: {
          PATH: `${folder}:${process.env['PATH']}`,
          PROGRAM: './heldout',
          SUITE: 'evals/suite.yaml',
          BRANCH: 'main',
          ARTIFACT: 'heldout-baseline',
          GH_REPO: 'o/r',
          RUNNER_TEMP: path.join(folder, 'temp'),
        },
      });
    const first = fetched();
    expect(first.status, first.stderr).toBe(0);
    expect(read(folder, 'evals/triage/baseline.jsonl')).toBe('baseline of 6\n');
  });
});

describe('docs/ci.md', () => {
  const text = page('docs/ci.md');

  test('its YAML parses, and uses inputs that the action has', () => {
    const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => parse(block));
    expect(blocks).toHaveLength(3);
    const used = blocks[0].jobs.gate.steps.find((step: { uses?: string }) => step.uses?.includes('heldout'));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(used.with)));
    const required = Object.entries(action.inputs).filter(([, input]) => input.required === true);
    for (const [name] of required) expect(Object.keys(used.with)).toContain(name);
  });

  test('names commands and options that there are', () => {
    const lines = [...text.matchAll(/heldout ((?:test|merge|gate|baseline|generate) [^`'\n]*)/g)].map(
      ([, line = '']) => line,
    );
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expectKnown(line);
  });
});
