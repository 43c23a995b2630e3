import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { digest } from '../core/digest.ts';
import { fault, messageOf } from '../core/errors.ts';
import { canonicalJson } from '../core/json.ts';

const gap = String.raw`(?:\s|/\*[^]*?\*/|//[^\n]*\n)*`;
// Found in the text alone, so a specifier in a comment counts too: a file too many is harmless, one too few is not.
const specifiers = new RegExp(
  String.raw`\b(?:from|import|require)${gap}(?:\(${gap})?(['"\`])(\.{1,2}(?:/[^'"\`\n]*)?)\1`,
  'g',
);

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
/** The extension that is written → the one that the source may have. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/**
 * SHA-256 of a module and of the files that it imports by relative specifiers, transitively: their contents and their
 * paths relative to the module, so that a moved folder keeps its digest. Where a specifier may mean several files, all
 * of them count. Packages, and files that are opened by other means than an import, do not.
 * Throws MODULE_LOAD when the module cannot be read.
 */
export function moduleDigest(entry: string): string {
  let start: string;
  try {
    start = realpathSync(entry);
  } catch (error) {
    const place = { file: entry, line: null, column: null };
    throw fault('MODULE_LOAD', `${entry} cannot be read: ${messageOf(error)}`, { place, cause: error });
  }
  const contents = new Map<string, string>();
  const waiting = [start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (contents.has(file)) continue;
    const bytes = readFileSync(file);
    contents.set(file, digest(bytes));
    if (path.extname(file) !== '.json') waiting.push(...importedFiles(file, bytes.toString()));
  }
  const files = Object.fromEntries(
    [...contents].map(([file, content]) => [
      path.relative(path.dirname(start), file).replaceAll('\\', '/'),
      content,
    ]),
  );
  return digest(canonicalJson({ entry: path.basename(start), files }));
}

function importedFiles(file: string, source: string): readonly string[] {
  return [...source.matchAll(specifiers)].flatMap(([, , specifier = '']) => {
    // As in a URL: the query is no part of the file's name.
    const wanted = path.resolve(path.dirname(file), specifier.replace(/[?#].*$/, ''));
    return candidates(wanted)
      .filter(isFile)
      .map((found) => realpathSync(found));
  });
}

function candidates(wanted: string): readonly string[] {
  const extension = path.extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  return [
    wanted,
    ...(sources[extension] ?? []).map((source) => stem + source),
    ...extensions.map((added) => wanted + added),
    ...extensions.map((added) => path.join(wanted, `index${added}`)),
  ];
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}
