import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** Folder → the folders that it may import, beside itself. This table is the import rule. */
const stage = ['core', 'stats'];
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  stats: [],
  suites: stage,
  models: stage,
  generators: stage,
  judges: stage,
  curation: stage,
  datasets: stage,
  runner: stage,
  gate: stage,
  gaps: stage,
  reports: stage,
  pipeline: [
    ...stage,
    'suites',
    'models',
    'generators',
    'judges',
    'curation',
    'datasets',
    'runner',
    'gate',
    'gaps',
    'reports',
  ],
  cli: ['core', 'pipeline'],
  vitest: ['core', 'pipeline'],
  // The public API: the only file that re-exports across folders.
  'index.ts': ['core', 'pipeline'],
};

const root = path.join(import.meta.dirname, '..');
const files = Object.keys(mayImport).flatMap((name) => (name.endsWith('.ts') ? [name] : sourcesIn(name)));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}

/** Relative imports, type imports and lazy ones included, as paths from the root. */
function importsOf(file: string): readonly string[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, specifier = '']) =>
    path.posix.join(path.posix.dirname(file), specifier),
  );
}

function top(file: string): string {
  return file.split('/')[0] ?? file;
}

/** One cycle of imports as a path of files, or null. */
function findCycle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

describe('architecture', () => {
  test('sees the real sources', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files).toContain('gate/decide.ts');
    expect(imports.get('gate/decide.ts')).toContain('stats/holm.ts');
    for (const targets of imports.values()) for (const target of targets) expect(files).toContain(target);
  });

  test('every folder with sources is in the table', () => {
    const known = new Set([...Object.keys(mayImport), 'test', 'bench', 'examples']);
    const folders = readdirSync(root, { withFileTypes: true }).filter(
      (entry) =>
        entry.isDirectory() &&
        !entry.name.startsWith('.') &&
        !['node_modules', 'dist', 'coverage'].includes(entry.name),
    );
    const unknown = folders
      .map((entry) => entry.name)
      .filter((name) => !known.has(name) && sourcesIn(name).length > 0);
    expect(unknown).toEqual([]);
  });

  test('no folder imports one that it may not', () => {
    const forbidden = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => top(target) !== top(file) && !mayImport[top(file)]?.includes(top(target)))
        .map((target) => `${file} → ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  test('no imports go in a circle', () => {
    expect(findCycle(imports)).toBeNull();
    expect(
      findCycle(
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ),
    ).toEqual(['a', 'b', 'a']);
  });

  test('no file ends the process but the one that is meant to', () => {
    const exits = files.filter((file) =>
      /process\.exit\(|process\.exitCode\s*=/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(exits).toEqual(['cli/main.ts']);
  });

  test('no folder is a drawer', () => {
    const drawers = files
      .flatMap((file) => file.split('/'))
      .filter((part) => /^(utils?|common|shared|helpers?|types|lib)(\.ts)?$/.test(part));
    expect(drawers).toEqual([]);
  });
});
