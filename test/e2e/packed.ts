import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { write } from './cli.ts';

const execute = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/**
 * A new project in which the packed tarball is installed, and vitest. Nothing is fetched: what package.json declares is
 * linked from here, and nothing else, so an import that it does not declare fails. With PACKED_INSTALL=npm it is
 * installed by `npm install`, from npm's cache where that holds all.
 */
export async function packedProject(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-packed-'));
  const tarball = await pack(mkdtempSync(path.join(tmpdir(), 'heldout-pack-')));
  write(folder, { 'package.json': '{ "type": "module", "private": true }\n' });
  if (process.env['PACKED_INSTALL'] === 'npm') {
    const { vitest } = read('package.json').devDependencies;
    const flags = ['--prefer-offline', '--no-audit', '--no-fund'];
    await execute('npm', ['install', ...flags, tarball, `vitest@${vitest}`], { cwd: folder });
    return folder;
  }
  const modules = path.join(folder, 'node_modules');
  mkdirSync(path.join(modules, 'heldout'), { recursive: true });
  await execute('tar', ['-xzf', tarball, '--strip-components=1', '-C', path.join(modules, 'heldout')]);
  for (const name of [...Object.keys(read('package.json').dependencies), 'vitest']) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  return folder;
}

/** Builds and packs beside the sources, as `npm pack` does among them. */
async function pack(staging: string): Promise<string> {
  const build = ['-p', path.join(root, 'tsconfig.build.json'), '--outDir', path.join(staging, 'dist')];
  await execute(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), ...build]);
  const { files } = read('package.json');
  for (const name of [
    'package.json',
    'README.md',
    'LICENSE',
    ...files.filter((file: string) => file !== 'dist'),
  ]) {
    cpSync(path.join(root, name), path.join(staging, name), { recursive: true });
  }
  await execute('npm', ['pack', '--ignore-scripts', '--silent'], { cwd: staging });
  const [tarball] = readdirSync(staging).filter((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no tarball');
  return path.join(staging, tarball);
}
