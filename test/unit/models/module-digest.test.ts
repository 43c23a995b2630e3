import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { moduleDigest } from '../../../models/module-digest.ts';

const files: Readonly<Record<string, string>> = {
  'entry.ts': [
    "import { two } from './lib/two.js';",
    "import data from './data.json' with { type: 'json' };",
    "export * from '../beside/three';",
    "export const one = async () => [two, data, await import('./lib'), require('./old.cjs')];",
    'const lazy = import(/* later */ `./lazy.mjs`);',
    "import type {\n  Shape,\n} from './shape.mts';",
    "import './effect';",
    "import fs from 'node:fs';",
  ].join('\n'),
  'lib/two.ts': "export * from '../entry.ts';\nexport const two = 2;",
  'lib/index.mjs': "export { four } from './four.mjs'",
  'lib/four.mts': 'export const four = 4;',
  'old.cjs': "module.exports = 'old';",
  'data.json': '{ "n": 1 }',
  'lazy.mjs': 'export {};',
  'shape.mts': 'export interface Shape {}',
  'effect.tsx': 'globalThis.x = 1;',
  '../beside/three.js': 'export const three = 3;',
};

let root: string;
let entry: string;
const write = (name: string, content: string) => {
  const file = path.join(root, 'a', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'heldout-digest-'));
  entry = path.join(root, 'a', 'entry.ts');
  for (const [name, content] of Object.entries(files)) write(name, content);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('moduleDigest', () => {
  test.each(Object.keys(files))('changes with %s', (name) => {
    const before = moduleDigest(entry);
    write(name, `${files[name]}\n`);
    expect(moduleDigest(entry)).not.toBe(before);
  });

  test('does not change with a file that is not imported', () => {
    const before = moduleDigest(entry);
    write('unused.ts', 'export {};');
    write('lib/two.test.ts', 'export {};');
    expect(moduleDigest(entry)).toBe(before);
  });

  test('is that of the contents and the paths from the entry, so a copy elsewhere has the same', () => {
    const copy = path.join(root, 'deeper', 'still');
    cpSync(path.join(root, 'a'), path.join(copy, 'a'), { recursive: true });
    cpSync(path.join(root, 'beside'), path.join(copy, 'beside'), { recursive: true });
    expect(moduleDigest(path.join(copy, 'a', 'entry.ts'))).toBe(moduleDigest(entry));
    write('alone.ts', 'export const a = 1;\n');
    const content = createHash('sha256').update('export const a = 1;\n').digest('hex');
    const whole = `{"entry":"alone.ts","files":{"alone.ts":"${content}"}}`;
    const expected = createHash('sha256').update(whole).digest('hex');
    expect(moduleDigest(path.join(root, 'a', 'alone.ts'))).toBe(expected);
  });

  test('two entries of one cycle differ', () => {
    expect(moduleDigest(path.join(root, 'a', 'lib', 'two.ts'))).not.toBe(moduleDigest(entry));
  });

  test('a link to a folder above ends', () => {
    symlinkSync(path.join(root, 'a'), path.join(root, 'a', 'up'));
    write('loop.ts', "import './up/loop.ts';");
    expect(moduleDigest(path.join(root, 'a', 'loop.ts'))).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a missing entry is a MODULE_LOAD fault', () => {
    expect(() => moduleDigest(path.join(root, 'none.ts'))).toThrow(/MODULE_LOAD/);
  });
});
