import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fault } from '../core/errors.ts';
import type { Expect, PartRef, TaskKind } from '../core/suite.ts';
import { idSchema, textSchema } from './schema/primitives.ts';
import { parseYaml } from './yaml-source.ts';

/** A ready edge case: `PACK/TAG`. */
export interface PackTag {
  /** As suites name it: `negation/scope`. */
  readonly name: string;
  readonly description: string;
  readonly expect: Expect;
  /** Kinds of task that it fits; null: all. */
  readonly kinds: readonly TaskKind[] | null;
  /** What fills it by default; empty: the suite must say. */
  readonly generators: readonly PartRef[];
}

/** Edge cases that belong together, from one file under `suites/packs/`. */
export interface Pack {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly PackTag[];
}

const kindSchema = z.enum([
  'classification',
  'extraction',
  'qa',
  'summarisation',
  'tool-call',
  'chat',
  'code',
  'free-form',
]);
const packSchema = z.strictObject({
  id: idSchema,
  title: textSchema,
  tags: z
    .array(
      z.strictObject({
        id: idSchema,
        description: textSchema,
        expect: z.enum(['exact', 'invariant', 'directional', 'abstain', 'clarify', 'refuse', 'format']),
        kinds: z.array(kindSchema).min(1).nullable().default(null),
        generators: z
          .array(z.strictObject({ use: textSchema, with: z.record(z.string(), z.json()).default({}) }))
          .default([]),
      }),
    )
    .min(1),
});

let loaded: readonly Pack[] | null = null;

/** The packs that ship with heldout, by id. Throws UNKNOWN_PACK where their folder is not there or one cannot be read. */
export function packs(): readonly Pack[] {
  loaded ??= readPacks(packsFolder());
  return loaded;
}

/** The tag of a name such as `negation/scope`; null where there is none. */
export function findTag(name: string): PackTag | null {
  return (
    packs()
      .flatMap(({ tags }) => tags)
      .find((tag) => tag.name === name) ?? null
  );
}

/** Beside this file, or, in an installed package, at its root. */
function packsFolder(): string {
  const folders = ['packs', '../../suites/packs'].map((folder) => path.join(import.meta.dirname, folder));
  const found = folders.find((folder) => existsSync(folder));
  if (found !== undefined) return found;
  throw fault('UNKNOWN_PACK', 'the folder of the edge-case packs is not there', {
    hint: 'install heldout again: its `suites/packs` is missing',
  });
}

function readPacks(folder: string): readonly Pack[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readPack(path.join(folder, name), path.basename(name, '.yaml')));
}

function readPack(file: string, name: string): Pack {
  const source = parseYaml(readFileSync(file, 'utf8'), file);
  const read = packSchema.safeParse(source.value);
  if (!read.success || read.data.id !== name) {
    const why = read.success ? `its id is not \`${name}\`` : z.prettifyError(read.error);
    throw fault('UNKNOWN_PACK', `the pack cannot be read: ${why}`, {
      place: { file, line: null, column: null },
    });
  }
  const { id, title, tags } = read.data;
  return { id, title, tags: tags.map(({ id: tag, ...rest }) => ({ ...rest, name: `${id}/${tag}` })) };
}
