import path from 'node:path';
import { z } from 'zod';
import { fault, messageOf, type Place } from '../core/errors.ts';
import type { ComparerPart, GeneratorPart, JudgePart, ScorerPart, TrainingPart } from '../core/parts.ts';
import type { LoadModule } from '../core/seams.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';
import { type Registry, shippedParts } from './parts.ts';

function partSchema<Part>() {
  const looksLikeAPart = (value: unknown) => {
    if (value === null || typeof value !== 'object') return false;
    const { name, version, options, create } = {
      name: null,
      version: null,
      options: null,
      create: null,
      ...value,
    };
    return (
      typeof name === 'string' &&
      typeof version === 'string' &&
      isSchema(options) &&
      typeof create === 'function'
    );
  };
  return z.array(
    z.custom<Part>(looksLikeAPart, 'a part needs name, version, options (a zod schema) and create()'),
  );
}

/** Judged by its method: a plugin may bring its own copy of zod. */
function isSchema(value: unknown): boolean {
  return (
    value !== null &&
    typeof value === 'object' &&
    'safeParse' in value &&
    typeof value.safeParse === 'function'
  );
}

const pluginSchema = z.object({
  generators: partSchema<GeneratorPart>().default([]),
  judges: partSchema<JudgePart>().default([]),
  scorers: partSchema<ScorerPart>().default([]),
  comparers: partSchema<ComparerPart>().default([]),
  training: partSchema<TrainingPart>().default([]),
});

/**
 * The shipped parts and those of the suite's plugins. A plugin is a module that exports `generators`, `judges`, `scorers`,
 * `comparers` or `training`: lists of parts made with `definePart`. Throws PLUGIN when one cannot be loaded, exports none, or takes
 * a name that is taken.
 */
export async function loadRegistry(
  parsed: ParsedSuite,
  folder: string,
  loadModule: LoadModule,
): Promise<Registry> {
  let registry = shippedParts;
  for (const [index, written] of parsed.suite.plugins.entries()) {
    const place = parsed.locate(['plugins', index]);
    registry = add(
      registry,
      await loadPlugin(path.resolve(folder, written), written, place, loadModule),
      written,
      place,
    );
  }
  return registry;
}

async function loadPlugin(
  file: string,
  written: string,
  place: Place,
  loadModule: LoadModule,
): Promise<Registry> {
  let exported: unknown;
  try {
    exported = await loadModule(file);
  } catch (error) {
    throw fault('PLUGIN', `the plugin ${written} cannot be loaded: ${messageOf(error)}`, {
      place,
      cause: error,
    });
  }
  const parsed = pluginSchema.safeParse({ ...(exported as object) });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw fault('PLUGIN', `the plugin ${written}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, {
      place,
    });
  }
  if (Object.values(parsed.data).every((parts) => parts.length === 0)) {
    const message = `the plugin ${written} exports no \`generators\`, \`judges\`, \`scorers\`, \`comparers\` or \`training\``;
    throw fault('PLUGIN', message, { place });
  }
  return parsed.data;
}

function add(registry: Registry, plugin: Registry, written: string, place: Place): Registry {
  const join = <Part extends { readonly name: string }>(known: readonly Part[], added: readonly Part[]) => {
    const taken = added.find((part) => known.some((other) => other.name === part.name));
    if (taken !== undefined)
      throw fault('PLUGIN', `the plugin ${written}: the name \`${taken.name}\` is taken`, { place });
    return [...known, ...added];
  };
  return {
    generators: join(registry.generators, plugin.generators),
    judges: join(registry.judges, plugin.judges),
    // Both are named under `score`: no name may mean two of them.
    scorers: join(registry.scorers, plugin.scorers),
    comparers: join(registry.comparers, plugin.comparers),
    training: join(registry.training, plugin.training),
  };
}
