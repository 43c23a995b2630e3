import { createRequire } from 'node:module';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/** The version of this package, found by its own name: sources and built files lie at different depths. */
export function packageVersion(): string {
  return packageSchema.parse(createRequire(import.meta.url)('heldout/package.json')).version;
}
