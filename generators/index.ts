import type { GeneratorPart } from '../core/parts.ts';
import { boundary } from './boundary.ts';
import { grammar } from './grammar.ts';
import { perturb } from './perturb.ts';
import { simulator } from './simulator.ts';
import { template } from './template.ts';

/** The generators that ship with heldout. None of them needs a model. */
export const generators: readonly GeneratorPart[] = [template, perturb, boundary, grammar, simulator];
