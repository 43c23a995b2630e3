import type { Fault } from './fault.ts';
import { cutContext } from './input/cut-context.ts';
import { dropNegation } from './input/drop-negation.ts';
import { dropSystemPrompt } from './input/drop-system-prompt.ts';
import { shuffleSentences } from './input/shuffle-sentences.ts';
import { stripDiacritics } from './input/strip-diacritics.ts';
import { truncate } from './input/truncate.ts';
import { beVerbose } from './output/be-verbose.ts';
import { breakJson } from './output/break-json.ts';
import { dropField } from './output/drop-field.ts';
import { flipLabel } from './output/flip-label.ts';
import { leak } from './output/leak.ts';
import { refuse } from './output/refuse.ts';
import { swapAnswer } from './output/swap-answer.ts';

/** The faults that can be planted around a target. */
export const faults: readonly Fault[] = [
  flipLabel,
  swapAnswer,
  dropField,
  breakJson,
  refuse,
  beVerbose,
  leak,
  dropNegation,
  truncate,
  stripDiacritics,
  shuffleSentences,
  dropSystemPrompt,
  cutContext,
];
