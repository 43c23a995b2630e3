import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { criticalMargins } from '../../../gate/critical-margins.ts';

const slices = [
  { name: 'real/main', origin: 'real' },
  { name: 'real/main/edge', origin: 'real' },
  { name: 'real/#spanish', origin: 'real' },
  { name: 'synthetic/main', origin: 'synthetic' },
] as const;

const margins = (critical: Readonly<Record<string, number>>) =>
  Object.fromEntries(criticalMargins(critical, slices));

function faultOf(critical: Readonly<Record<string, number>>) {
  try {
    margins(critical);
  } catch (error) {
    if (error instanceof HeldoutError) return error.problems[0];
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('criticalMargins', () => {
  test('a name with its origin means that slice alone', () => {
    expect(margins({ 'real/main': 0.02 })).toEqual({ 'real/main': 0.02 });
  });

  test('a name without an origin means that slice of each origin that has it', () => {
    expect(margins({ main: 0.02, '#spanish': 0.1 })).toEqual({
      'real/main': 0.02,
      'synthetic/main': 0.02,
      'real/#spanish': 0.1,
    });
  });

  test('an edge case is named with its skill, and means no more than itself', () => {
    expect(margins({ 'main/edge': 0.2 })).toEqual({ 'real/main/edge': 0.2 });
    expect(faultOf({ edge: 0.2 }).code).toBe('CRITICAL_EMPTY');
  });

  test('the name with an origin goes before the name without, in whatever order they stand', () => {
    const expected = { 'real/main': 0.02, 'synthetic/main': 0.1 };
    expect(margins({ main: 0.1, 'real/main': 0.02 })).toEqual(expected);
    expect(margins({ 'real/main': 0.02, main: 0.1 })).toEqual(expected);
  });

  test.each(['absent', 'synthetic/main/edge', 'synthetic/#spanish', '#main', 'real', ''])(
    'a name that no slice answers to is an error that names it: %j',
    (name) => {
      const { code, message, hint } = faultOf({ 'real/main': 0.02, [name]: 0.05 });
      expect(code).toBe('CRITICAL_EMPTY');
      expect(message).toContain(`\`${name}\``);
      expect(hint).toContain('gate.critical');
    },
  );

  test('nothing critical has no margins', () => {
    expect(margins({})).toEqual({});
  });
});
