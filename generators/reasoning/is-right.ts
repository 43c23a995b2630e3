import type { Expected } from '../../core/case.ts';
import { looseKey } from '../writing/majority.ts';

/** Whether a written answer is the verified one; null for kinds of expected values that no text can be compared with. */
export function isRight(expected: Expected, answer: string): boolean | null {
  switch (expected.kind) {
    case 'label':
      return answer.trim() === expected.label;
    case 'text':
      return expected.accept.some((accepted) => looseKey(accepted) === looseKey(answer));
    case 'number': {
      const value = numberIn(answer);
      return value !== null && Math.abs(value - expected.value) <= expected.tolerance;
    }
    default:
      return null;
  }
}

/** The one number of a text, such as `#### 1,250` or `1250 km`; null where there is none or more than one. */
function numberIn(text: string): number | null {
  const [first, ...others] = text.match(/[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?/gi) ?? [];
  return first === undefined || others.length > 0 ? null : Number(first.replaceAll(',', ''));
}
