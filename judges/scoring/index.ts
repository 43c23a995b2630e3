import type { ComparerPart, ScorerPart } from '../../core/parts.ts';
import { arena } from './arena.ts';
import { contains } from './contains.ts';
import { equivalence } from './equivalence.ts';
import { exact } from './exact.ts';
import { facts } from './facts.ts';
import { groundedness } from './groundedness.ts';
import { jsonFields } from './json-fields.ts';
import { jsonSchema } from './json-schema.ts';
import { label } from './label.ts';
import { numeric } from './numeric.ts';
import { oneOf } from './one-of.ts';
import { refusal } from './refusal.ts';
import { regex } from './regex.ts';
import { rubric } from './rubric.ts';

/** The scorers that a suite can name: those that go by rules first, then those that ask judge models. */
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
  rubric,
  equivalence,
  groundedness,
  refusal,
];

/** What compares two outputs; named where scorers are. */
export const comparers: readonly ComparerPart[] = [arena];
