import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportedSuite } from '../../../pipeline/gating/reported-suite.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { repositoryPath } from '../../../pipeline/repository-path.ts';
import { project, suite } from '../../e2e/cli.ts';

const edgeCases = '[{ id: short, description: Short., expect: exact }]';
const text = suite('  critical: { "real/#loud": 0.1 }\n', edgeCases);

/** 1-based line of the first line that holds the words. */
const lineWith = (words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1;

test('a check is found at the line that declares it', async () => {
  const folder = project({ 'evals/suite.yaml': text });
  const loaded = await loadSuite('evals/suite.yaml', folder);
  const names = ['real', 'real/#loud', 'synthetic/#loud', 'real/say', 'synthetic/say/short', 'judges'];
  const checks = names.map((name) => ({ name, status: 'fail', reason: '' }) as const);
  const { file, lines } = reportedSuite(loaded, checks);
  expect(file).toBe('evals/suite.yaml');
  expect(lines).toEqual({
    real: lineWith('margin:'),
    'real/#loud': lineWith('critical:'),
    'synthetic/#loud': lineWith('slices:'),
    'real/say': lineWith('id: say'),
    'synthetic/say/short': lineWith('edgeCases:'),
    judges: lineWith('target: {'),
  });
  expect(new Set(Object.values(lines)).size).toBe(6);
});

describe('a file, as the sites that hold repositories name it', () => {
  test('is relative to the repository, wherever the command ran', () => {
    const folder = project({ 'evals/deep/suite.yaml': '' });
    mkdirSync(path.join(folder, '.git'));
    const file = path.join(folder, 'evals/deep/suite.yaml');
    expect(repositoryPath(file, '../deep/suite.yaml')).toBe('evals/deep/suite.yaml');
    expect(repositoryPath(file, file)).toBe('evals/deep/suite.yaml');
  });

  test('outside of one it is as it was named, never with the folders of this machine', () => {
    const file = path.join(project({ 'evals/suite.yaml': '' }), 'evals/suite.yaml');
    expect(repositoryPath(file, 'evals/suite.yaml')).toBe('evals/suite.yaml');
    expect(repositoryPath(file, file)).toBe('suite.yaml');
  });
});
