import { z } from 'zod';
import { textWith } from '../known-variables.ts';
import { currencyCodes, currencyDigits, moneyLocales, moneyText } from '../money-text.ts';
import { TemplateValue } from '../template-value.ts';
import { defineSampler } from './sampler.ts';
import { checkRange, scaled, unscaled } from './scaled-range.ts';

const options = z
  .strictObject({
    min: z.number(),
    max: z.number(),
    currency: z.enum(currencyCodes),
    locale: z.enum(moneyLocales).default('en'),
  })
  .superRefine(({ min, max, currency }, context) =>
    checkRange({ min, max, digits: currencyDigits(currency) }, context),
  );

/**
 * Amounts of a currency down to its smallest unit, all equally likely. Printed as people of the locale write them;
 * computed with as the number, which is also `amount`.
 */
export const money = defineSampler({
  name: 'money',
  description: 'An amount of money: `min`, `max`, `currency`, `locale`. Fields: amount, currency.',
  options,
  shape: () => textWith('amount', 'currency'),
  open({ min, max, currency, locale }) {
    const digits = currencyDigits(currency);
    return (random) => {
      const amount = unscaled(random.integer(scaled(min, digits), scaled(max, digits)), digits);
      return new TemplateValue(amount, moneyText(amount, currency, locale), { amount, currency });
    };
  },
});
