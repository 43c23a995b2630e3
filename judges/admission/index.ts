import type { JudgePart } from '../../core/parts.ts';
import { distinct } from './distinct.ts';
import { effectKept } from './effect-kept.ts';
import { language } from './language.ts';
import { leak } from './leak.ts';
import { length } from './length.ts';
import { pii } from './pii.ts';
import { repetition } from './repetition.ts';
import { wellFormed } from './well-formed.ts';

/** The judges of the default panel that need no model, in the order in which they rule: cheap ones first. */
export const judges: readonly JudgePart[] = [
  wellFormed,
  length,
  leak,
  language,
  repetition,
  effectKept,
  distinct,
  pii,
];
