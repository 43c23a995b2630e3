import { z } from 'zod';
import { reportDocument } from '../../reports/report-document.ts';
import { suiteSchema } from '../../suites/suite-schema.ts';
import { decisionLineSchema } from '../labelling/decision-line.ts';
import { type Registry, shippedParts } from '../parts.ts';
import { calibrateDocument } from './calibrate-document.ts';
import { canaryDocument } from './canary-document.ts';
import { checkDocument } from './check-document.ts';
import { diffDocument } from './diff-document.ts';
import { errorDocument } from './error-document.ts';
import { exportDocument, exportManifestDocument } from './export-document.ts';
import { fillDocument } from './fill-document.ts';
import { gapsDocument } from './gaps-document.ts';
import { generateDocument } from './generate-document.ts';
import { importDocument } from './import-document.ts';
import { logDocument } from './log-document.ts';
import { mergeDocument } from './merge-document.ts';
import { mutateDocument } from './mutate-document.ts';
import { planDocument } from './plan-document.ts';
import { reviewDocument } from './review-document.ts';
import { roundDocument } from './round-document.ts';
import { runDocument } from './run-document.ts';
import { shardDocument } from './shard-document.ts';
import { standInsDocument } from './stand-ins-document.ts';
import { trainingDocument } from './training-document.ts';

interface Node {
  [key: string]: unknown;
}

/** File name → JSON Schema (draft 7, which editors read), for the suite file and for every machine output. */
export function publishedSchemas(): Readonly<Record<string, object>> {
  return {
    'suite.schema.json': suiteFileSchema(),
    'report.schema.json': output(
      reportDocument,
      'What `heldout test --json` and `heldout gate --json` print',
    ),
    'run.schema.json': output(runDocument, 'What `heldout run --json` prints'),
    'shard.schema.json': output(shardDocument, 'What `heldout test --shard --json` prints'),
    'merge.schema.json': output(mergeDocument, 'What `heldout merge --json` prints'),
    'plan.schema.json': output(planDocument, 'What `heldout plan --json` prints'),
    'generate.schema.json': output(generateDocument, 'What `heldout generate --json` prints'),
    'training.schema.json': output(trainingDocument, 'What `heldout generate --split train --json` prints'),
    'export.schema.json': output(exportDocument, 'What `heldout export --json` prints'),
    'export-manifest.schema.json': output(exportManifestDocument, 'The `manifest.json` of an export'),
    'gaps.schema.json': output(gapsDocument, 'What `heldout gaps --json` prints'),
    'fill.schema.json': output(fillDocument, 'What `heldout fill --json` prints'),
    'round.schema.json': output(roundDocument, 'What `heldout round --json` prints'),
    'mutate.schema.json': output(mutateDocument, 'What `heldout mutate --json` prints'),
    'import.schema.json': output(importDocument, 'What `heldout import --json` prints'),
    'diff.schema.json': output(diffDocument, 'What `heldout diff --json` prints'),
    'log.schema.json': output(logDocument, 'What `heldout log --json` prints'),
    'canary.schema.json': output(canaryDocument, 'What `heldout canary --json` prints'),
    'check.schema.json': output(checkDocument, 'What `heldout check --json` prints'),
    'review.schema.json': output(reviewDocument, 'What `heldout review --json` prints'),
    'stand-ins.schema.json': output(
      standInsDocument,
      'What `heldout export --stand-ins --json` prints, and report.json',
    ),
    'calibrate.schema.json': output(calibrateDocument, 'What `heldout calibrate --json` prints'),
    'decision.schema.json': output(
      decisionLineSchema,
      'A line that `heldout review --export` writes and `--import` reads',
    ),
    'error.schema.json': output(errorDocument, 'What a command prints with `--json` that could not run'),
  };
}

function output(schema: z.ZodType, title: string): object {
  return { ...toSchema(schema), title };
}

function suiteFileSchema(): object {
  const schema = toSchema(suiteSchema);
  const own = isNode(schema['definitions']) ? schema['definitions'] : {};
  describeParts(schema, shippedParts);
  return { ...schema, definitions: { ...own, ...partDefinitions(shippedParts) }, title: 'A heldout suite' };
}

function toSchema(schema: z.ZodType): Node {
  // zod's type of the result names keywords one by one; to rework it, it is a tree of plain objects.
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as Node;
}

interface DefinedPart {
  readonly name: string;
  readonly options: z.ZodType;
  /** Where the schema of its options stands. */
  readonly definition: string;
}

/** Key of the suite file → the parts that it names. */
function partsByKey({ scorers, comparers, generators, judges, training }: Registry) {
  const defined = (key: string, parts: readonly Omit<DefinedPart, 'definition'>[]): readonly DefinedPart[] =>
    parts.map(({ name, options }) => ({ name, options, definition: `${key}.${name}` }));
  const generating = defined('generators', generators);
  return {
    score: defined('score', [...scorers, ...comparers]),
    generators: generating,
    judges: defined('judges', judges),
    training: [...defined('training', training), ...generating],
  };
}

/** The options of every part, each under a name of its own. */
function partDefinitions(registry: Registry): Node {
  const definitions = Object.values(partsByKey(registry)).flatMap((parts) =>
    parts.map(({ options, definition }) => {
      const { $schema: _, ...schema } = toSchema(options);
      return [definition, below(schema, definition)] as const;
    }),
  );
  return Object.fromEntries(definitions);
}

/** A schema that has become a definition: what it calls its own definitions lies deeper now. */
function below(schema: Node, name: string): unknown {
  const text = JSON.stringify(schema).replaceAll('"#/definitions/', `"#/definitions/${name}/definitions/`);
  return JSON.parse(text);
}

/** Tells editors what `with:` of each shipped part may hold, wherever a list of parts is expected. */
function describeParts(node: unknown, registry: Registry): void {
  if (Array.isArray(node)) for (const item of node) describeParts(item, registry);
  if (!isNode(node)) return;
  const { properties } = node;
  if (isNode(properties)) {
    for (const [key, parts] of Object.entries(partsByKey(registry))) {
      for (const ref of partRefs(properties[key])) {
        ref['allOf'] = parts.map(({ name, definition }) => ({
          if: { properties: { use: { const: name } }, required: ['use'] },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in an object that nobody awaits
          then: { properties: { with: { $ref: `#/definitions/${definition}` } } },
        }));
      }
    }
  }
  for (const child of Object.values(node)) describeParts(child, registry);
}

/** The schemas of a list's items that are part refs: mappings with `use` and `with`. */
function partRefs(list: unknown): readonly Node[] {
  if (!isNode(list)) return [];
  const branches = Array.isArray(list['anyOf']) ? list['anyOf'] : [];
  const items = [list['items'], list['additionalItems']].flat();
  return [...branches.flatMap(partRefs), ...items.filter(isNode).filter(isPartRef)];
}

function isPartRef({ properties }: Node): boolean {
  return isNode(properties) && 'use' in properties && 'with' in properties;
}

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
