import type { Case, Expected } from '../../../core/case.ts';
import { canonicalJson, type Json } from '../../../core/json.ts';
import type { Random } from '../../../core/random.ts';
import type { CanaryMaterial, CanaryOperator } from './canary-operator.ts';

/** A number that is off, a field of another case, the answer of another question, the opposite behaviour. */
export const wrongValue: CanaryOperator = {
  name: 'wrong-value',
  measure: 'answer',
  isSeenByAnswer: true,
  plant({ input, expected }, material) {
    const wrong = wrongOf(expected, material);
    return wrong === null ? null : { input, expected: wrong };
  },
};

function wrongOf(expected: Expected, { others, random }: CanaryMaterial): Expected | null {
  switch (expected.kind) {
    case 'number':
      return { ...expected, value: otherNumber(expected.value, expected.tolerance, random) };
    case 'text': {
      const answers = others.flatMap((other) =>
        other.expected.kind === 'text' ? other.expected.accept : [],
      );
      const known = expected.accept.map(folded);
      const wrong = answers.filter((answer) => known.every((right) => !overlaps(right, folded(answer))));
      return wrong.length === 0 ? null : { kind: 'text', accept: [random.pick(wrong)] };
    }
    case 'json': {
      const value = otherJson(expected.value, others, random);
      return value === null ? null : { kind: 'json', value };
    }
    case 'behaviour':
      return { kind: 'behaviour', behaviour: expected.behaviour === 'comply' ? 'refuse' : 'comply' };
    default:
      return null;
  }
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** One may be right where the other is: `40 euros` and `40`. */
function overlaps(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}

function otherNumber(value: number, tolerance: number, random: Random): number {
  const step = Math.max(1, Math.round(Math.abs(value) / 4), Math.ceil(2 * tolerance));
  return value + (random.chance(0.5) ? step : -step);
}

/** The value with one field of its own changed: to what another case has there, else by rule. */
function otherJson(value: Json, others: readonly Case[], random: Random): Json | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  for (const [key, own] of random.shuffle(Object.entries(value))) {
    const theirs = others.flatMap(({ expected }) => {
      const other = expected.kind === 'json' ? fieldOf(expected.value, key) : undefined;
      return other === undefined || canonicalJson(other) === canonicalJson(own) ? [] : [other];
    });
    const wrong = theirs.length > 0 ? random.pick(theirs) : otherLeaf(own, random);
    if (wrong !== null) return { ...value, [key]: wrong };
  }
  return null;
}

function fieldOf(value: Json, key: string): Json | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, key) ? (value as { readonly [key: string]: Json })[key] : undefined; // an object, as was just seen
}

function otherLeaf(value: Json, random: Random): Json | null {
  if (typeof value === 'number') return otherNumber(value, 0, random);
  return typeof value === 'boolean' ? !value : null;
}
