import type { Expected } from './case.ts';

/** An expected value as people read it, on one line. */
export function expectedText(expected: Expected): string {
  switch (expected.kind) {
    case 'label':
      return expected.label;
    case 'text':
      return expected.accept.join(' | ');
    case 'number':
      return `${expected.value}${expected.unit === null ? '' : ` ${expected.unit}`} ± ${expected.tolerance}`;
    case 'behaviour':
      return expected.behaviour;
    case 'json':
      return JSON.stringify(expected.value);
    default:
      return JSON.stringify(expected);
  }
}
