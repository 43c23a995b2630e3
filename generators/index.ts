import type { GeneratorPart, TrainingPart } from '../core/parts.ts';
import { asIs } from './as-is.ts';
import { backTranslate } from './back-translate.ts';
import { boundary } from './boundary.ts';
import { codeSwitch } from './code-switch.ts';
import { direct } from './direct.ts';
import { docsQa } from './docs-qa.ts';
import { evolve } from './evolve.ts';
import { factSheet } from './fact-sheet.ts';
import { freeForm } from './free-form.ts';
import { grammar } from './grammar.ts';
import { inverseExtraction } from './inverse-extraction.ts';
import { logExpansion } from './log-expansion.ts';
import { outputFirst } from './output-first.ts';
import { paraphrase } from './paraphrase.ts';
import { perturb } from './perturb.ts';
import { preferencePairs } from './preference/preference-pairs.ts';
import { verifiedReasoning } from './reasoning/verified-reasoning.ts';
import { selfInstruct } from './self-instruct.ts';
import { simulator } from './simulator.ts';
import { summarise } from './summarise.ts';
import { teacherLabel } from './teacher-label.ts';
import { template } from './template.ts';
import { translate } from './translate.ts';

/** The generators that ship with heldout: first those that need no model, then those that ask one. */
export const generators: readonly GeneratorPart[] = [
  template,
  perturb,
  boundary,
  grammar,
  simulator,
  direct,
  outputFirst,
  selfInstruct,
  paraphrase,
  translate,
  backTranslate,
  codeSwitch,
  evolve,
  inverseExtraction,
  docsQa,
  summarise,
  factSheet,
  freeForm,
  teacherLabel,
  logExpansion,
];

/** Parts that make training material and nothing else. */
export const trainingParts: readonly TrainingPart[] = [asIs, verifiedReasoning, preferencePairs];
