import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../core/error-codes.ts';
import { groupBy } from '../core/group-by.ts';
import { generators } from '../generators/index.ts';
import { operators } from '../generators/perturb/operators.ts';
import { scorers } from '../judges/scoring/index.ts';
import { check } from '../pipeline/check.ts';
import { allFormats } from '../pipeline/report.ts';
import { parseSuite } from '../suites/parse-suite.ts';
import { heldout } from './e2e/cli.ts';

const root = path.join(import.meta.dirname, '..');
const page = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Every page of the project, by its path. */
function pagesIn(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return /^(\.|node_modules|dist|coverage)/.test(entry.name) ? [] : pagesIn(file);
    return entry.name.endsWith('.md') ? [file] : [];
  });
}

const pages = pagesIn('.');
const manual = ['README.md', 'docs/guide.md'].map(page).join('\n');

/** The blocks of one language in a page. */
function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );
}

test('every error code has its section, and no section is about a code that is gone', () => {
  const sections = [...page('docs/errors.md').matchAll(/^## (\S+)$/gm)].map(([, code]) => code);
  expect(sections).toEqual([...errorCodes]);
  const bodies = page('docs/errors.md').split(/^## /m).slice(1);
  for (const body of bodies) expect(body).toMatch(/\*\*What to do:\*\* \S/);
});

describe('commands', () => {
  const written = [...manual.matchAll(/(?:heldout|tsx cli\/main\.ts) ((?:[a-z]+)(?: [^`\n…]*)?)/g)]
    .map(([, rest = '']) => rest.trim())
    .filter((rest) => !/^(vitest|makes|below|is)\b/.test(rest));

  test('every command and option that the pages write is there, and every command is written about', async () => {
    const help = await heldout(root, '--help');
    const known = [...help.stdout.matchAll(/^ {2}([a-z]+) /gm)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'help');
    expect(known.length).toBeGreaterThan(8);
    const named = new Set(written.map((line) => line.split(' ')[0] ?? ''));
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !named.has(name))).toEqual([]);
    // A command and its subcommand are the plain words that a line begins with.
    const byCommand = groupBy(written, (line) => /^[a-z]+(?: [a-z]+(?= |$))*/.exec(line)?.[0] ?? '');
    for (const [command, lines] of byCommand) {
      const options = (await heldout(root, ...command.split(' '), '--help')).stdout;
      for (const option of lines.flatMap((line) => line.match(/--[a-z-]+/g) ?? [])) {
        expect(options, `${command} ${option}`).toContain(option);
      }
    }
  });

  test('the scripts that the pages name are in package.json', () => {
    const { scripts } = JSON.parse(page('package.json'));
    const used = pages
      .map(page)
      .flatMap((text) => [...text.matchAll(/npm run ([a-z]+)/g)].map(([, name = '']) => name));
    expect(used).toContain('demo');
    for (const name of used) expect(Object.keys(scripts)).toContain(name);
  });
});

test('relative links lead somewhere', () => {
  const links = pages.flatMap((file) =>
    [...page(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) =>
      path.posix.join(path.posix.dirname(file), link),
    ),
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([]);
});

describe('the README', () => {
  test('shows a suite that parses', () => {
    const [suite = ''] = blocks(page('README.md'), 'yaml');
    expect(parseSuite(suite, 'README.md').suite.id).toBe('queue');
  });

  test('shows what the command really prints', async () => {
    const [, command = ''] = /<!-- output: (.*) -->/.exec(page('README.md')) ?? [];
    const [shown = ''] = blocks(page('README.md'), 'text');
    const { stdout } = await heldout(root, ...command.split(' '));
    const plain = stdout.replace(/run \d{8}-\d{6}-[0-9a-f]{4}/g, 'run ID');
    expect(shown.length).toBeGreaterThan(500);
    expect(plain.startsWith(shown.trimEnd())).toBe(true);
  });
});

test('the guide lists every generator, operator, scorer and report format, and none that is gone', () => {
  const guide = page('docs/guide.md');
  const makers = guide.slice(guide.indexOf('| generator'), guide.indexOf('Operators of'));
  const firstColumn = [...makers.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name);
  expect(firstColumn).toEqual(generators.map(({ name }) => name));
  const table = guide.slice(guide.indexOf('| group'), guide.indexOf('An operator says'));
  const listed = [...table.matchAll(/`([a-z-]+)`(?: \(([a-z-]+)\))?/g)].map(
    ([, name, effect = 'invariant']) => [name, effect],
  );
  expect(listed).toEqual(operators.map(({ name, effect }) => [name, effect]));
  for (const { name } of scorers) expect(guide).toContain(`\`${name}\``);
  for (const format of allFormats) expect(page('docs/errors.md')).toContain(`\`${format}\``);
});

test('every shipped suite passes `check` without a warning', async () => {
  const suites = readdirSync(path.join(root, 'examples'))
    .map((name) => path.join(root, 'examples', name, 'suite.yaml'))
    .filter(existsSync);
  expect(suites.length).toBeGreaterThan(0);
  for (const suite of suites)
    expect(await check(suite, root)).toMatchObject({ ok: true, problems: [], warnings: [] });
});
