import { createRequire } from 'node:module';

/** The version of this package, found by its own name: sources and built files lie at different depths. */
export function packageVersion(): string {
  const found: unknown = createRequire(import.meta.url)('heldout/package.json');
  if (found === null || typeof found !== 'object' || !('version' in found)) throw new TypeError('no version');
  return String(found.version);
}
