import type { ScorerPart } from '../../core/parts.ts';
import { contains } from './contains.ts';
import { exact } from './exact.ts';
import { facts } from './facts.ts';
import { jsonFields } from './json-fields.ts';
import { jsonSchema } from './json-schema.ts';
import { label } from './label.ts';
import { numeric } from './numeric.ts';
import { oneOf } from './one-of.ts';
import { regex } from './regex.ts';

/** The scorers that a suite can name. */
export const scorers: readonly ScorerPart[] = [
  label,
  exact,
  oneOf,
  contains,
  regex,
  numeric,
  jsonSchema,
  jsonFields,
  facts,
];
