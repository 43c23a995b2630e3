import type { Expected } from './case.ts';

/** The verified answer as a model would write it; null for kinds that are not a text. */
export function rightAnswer(expected: Expected): string | null {
  switch (expected.kind) {
    case 'label':
      return expected.label;
    case 'text':
      return expected.accept[0];
    case 'number':
      return expected.unit === null ? String(expected.value) : `${expected.value} ${expected.unit}`;
    case 'json':
      return JSON.stringify(expected.value, null, 2);
    case 'facts':
      return expected.must.length === 0 ? null : sentences(expected.must);
    default:
      return null;
  }
}

/** Facts as sentences, each ended once. */
export function sentences(facts: readonly string[]): string {
  return facts.map((fact) => (/[.!?]$/.test(fact.trim()) ? fact.trim() : `${fact.trim()}.`)).join(' ');
}
