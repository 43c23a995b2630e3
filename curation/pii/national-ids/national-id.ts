import type { Random } from '../../../core/random.ts';
import { alone } from '../alone.ts';
import { compact, inFormOf } from '../compact.ts';
import { type Detector, thingWords } from '../detector.ts';
import { drawnLike } from '../drawn.ts';

interface NationalId {
  /** Country (ISO 3166-1, lower case) and what people call it. */
  readonly type: string;
  readonly body: string;
  /** How sure one is without context; default: 0.5 where separators or letters give it a form of its own, else 0.15. */
  readonly base?: (text: string) => number;
  /** Checksum, dates and ranges, of letters and digits alone in capitals. */
  isValid(value: string): boolean;
  readonly context: readonly string[];
  /** A value that is nobody's by rule; left out: one whose check fails, which nobody can have. */
  reserved?(value: string, random: Random): string;
  /** Tells values of that rule. */
  isReserved?(value: string): boolean;
}

/** So many draws without a failing check mean that the check is none. */
const mostDraws = 1000;
const ownForm = 0.5;
const plainDigits = 0.15;

/** The detector of a national identity, tax or insurance number. */
export function nationalId(id: NationalId): Detector {
  const { type, body, context, isValid, isReserved = () => false } = id;
  const isOne = (text: string) => isValid(compact(text)) && !isReserved(compact(text));
  return {
    type,
    pattern: alone(body),
    context,
    against: thingWords,
    weigh: (text) => (isOne(text) ? (id.base ?? usualBase)(text) : null),
    canonical: compact,
    surrogate(text, random) {
      const value = compact(text);
      if (id.reserved !== undefined) return inFormOf(text, id.reserved(value, random));
      for (let draw = 0; draw < mostDraws; draw++) {
        const made = drawnLike(value, random);
        if (!isValid(made)) return inFormOf(text, made);
      }
      throw new RangeError(`every number of the form of ${type} is valid`);
    },
  };
}

function usualBase(text: string): number {
  return /^\d+$/.test(text) ? plainDigits : ownForm;
}
