import { characterNoise } from './character-noise.ts';
import { dates } from './dates.ts';
import { fillers } from './fillers.ts';
import { length } from './length.ts';
import { letterCase } from './letter-case.ts';
import { markup } from './markup.ts';
import { negation } from './negation.ts';
import { numerals } from './numerals.ts';
import type { Operator } from './operator.ts';
import { punctuation } from './punctuation.ts';
import { quoting } from './quoting.ts';
import { unicode } from './unicode.ts';
import { unitsAndMoney } from './units-and-money.ts';
import { whitespace } from './whitespace.ts';

/** The operators that a suite can name under `ops:`. */
export const operators: readonly Operator[] = [
  ...characterNoise,
  ...unicode,
  ...letterCase,
  ...punctuation,
  ...whitespace,
  ...numerals,
  ...dates,
  ...unitsAndMoney,
  ...negation,
  ...fillers,
  ...length,
  ...quoting,
  ...markup,
];
