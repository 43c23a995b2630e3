import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const deepest = 5;
const skipped = new Set(['node_modules', 'dist', 'coverage']);

/** Suite files below a folder, by what their text says; five levels deep, hidden folders and node_modules left out. */
export function findSuiteFiles(folder: string, depth = 0): readonly string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && depth < deepest && !entry.name.startsWith('.') && !skipped.has(entry.name)) {
      found.push(...findSuiteFiles(file, depth + 1));
    } else if (entry.isFile() && /\.ya?ml$/.test(entry.name) && looksLikeASuite(file)) found.push(file);
  }
  return found;
}

function looksLikeASuite(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  return /^schemaVersion:/m.test(text) && /^skills:/m.test(text) && /^gate:/m.test(text);
}
