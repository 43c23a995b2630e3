import { expect, test } from 'vitest';
import { counted } from '../../../core/counted.ts';

test('one is singular, everything else plural, none too', () => {
  expect([counted(1, 'case'), counted(2, 'case'), counted(0, 'case')]).toEqual([
    '1 case',
    '2 cases',
    '0 cases',
  ]);
  expect([counted(1, 'loss', 'losses'), counted(3, 'loss', 'losses')]).toEqual(['1 loss', '3 losses']);
});
