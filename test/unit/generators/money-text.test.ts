import { describe, expect, test } from 'vitest';
import { moneyText } from '../../../generators/money-text.ts';

describe('moneyText', () => {
  test.each([
    [1234.5, 'EUR', 'en', '€1,234.50'],
    [1234.5, 'EUR', 'de', '1.234,50 €'],
    [1234567, 'USD', 'fr', '1 234 567,00 $'],
    [999, 'JPY', 'en', '¥999'],
    [1.234, 'KWD', 'en', 'KWD 1.234'],
    [12, 'NOK', 'nb', '12,00 NOK'],
    [1234.05, 'CHF', 'de_CH', 'CHF 1’234.05'],
    [10, 'EUR', 'nl', '€ 10,00'],
    [-5, 'GBP', 'en', '-£5.00'],
    [0, 'EUR', 'en', '€0.00'],
  ] as const)('%d %s in %s', (amount, currency, locale, wanted) => {
    expect(moneyText(amount, currency, locale)).toBe(wanted);
  });

  test('does not round', () => {
    expect(() => moneyText(1.005, 'EUR', 'en')).toThrow(
      '1.005 has more than the 2 digits of EUR: round it first',
    );
    expect(() => moneyText(1.5, 'JPY', 'en')).toThrow('more than the 0 digits of JPY');
  });
});
