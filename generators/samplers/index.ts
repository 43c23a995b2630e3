import { choice } from './choice.ts';
import { date } from './date.ts';
import { decimal } from './decimal.ts';
import { iban } from './iban.ts';
import { integer } from './integer.ts';
import { luhn } from './luhn.ts';
import { money } from './money.ts';
import { name } from './name.ts';
import type { Sampler } from './sampler.ts';
import { unit } from './unit.ts';

/** Every sampler that options can name. */
export const samplers: readonly Sampler[] = [integer, decimal, money, date, choice, name, luhn, iban, unit];
