import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from '../../../core/shell-word.ts';

test('plain names stay as they are', () => {
  for (const name of ['suite.yaml', 'evals/mein-prüfsatz.yaml', 'openai-compatible:m@http://127.0.0.1:80/v1'])
    expect(shellWord(name)).toBe(name);
});

test('a shell reads the word back, whatever is in it', () => {
  for (const name of [
    'plain dir/a.yaml',
    "it's $HOME",
    'a;b|c',
    '`id` "x"',
    '~/a',
    '*',
    '',
    '#a',
    'a\\b',
    '!x',
  ]) {
    const { stdout } = spawnSync('sh', ['-c', `printf %s ${shellWord(name)}`], { encoding: 'utf8' });
    expect(stdout).toBe(name);
  }
});
