import { z } from 'zod';
import { didYouMean } from '../../core/nearest.ts';
import { exactDecimal } from '../exact-decimal.ts';
import { textWith } from '../known-variables.ts';
import { TemplateValue } from '../template-value.ts';
import { defineSampler } from './sampler.ts';
import { checkRange, scaled, unscaled } from './scaled-range.ts';

/** What one of each unit is in the base unit, which is the one of size 1. Inch, foot, pound … are exact by definition. */
const quantities = {
  length: { mm: 0.001, cm: 0.01, m: 1, km: 1000, in: 0.0254, ft: 0.3048, yd: 0.9144, mi: 1609.344 },
  mass: { mg: 0.000001, g: 0.001, kg: 1, t: 1000, oz: 0.028349523125, lb: 0.45359237 },
  volume: { ml: 0.001, cl: 0.01, l: 1, m3: 1000 },
  duration: { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 },
  data: { B: 1, kB: 1000, MB: 1_000_000, GB: 1_000_000_000, KiB: 1024, MiB: 1_048_576 },
} as const;
type Quantity = keyof typeof quantities;
const quantityNames = Object.keys(quantities) as Quantity[]; // the keys of a constant

const options = z
  .strictObject({
    quantity: z.enum(quantityNames),
    min: z.number(),
    max: z.number(),
    digits: z.int().min(0).max(6).default(0),
    units: z.array(z.string()).min(1, 'name at least one unit').optional(),
  })
  .superRefine(({ quantity, min, max, digits, units = [] }, context) => {
    checkRange({ min, max, digits }, context);
    const known = Object.keys(quantities[quantity]);
    for (const [index, unit] of units.entries()) {
      if (known.includes(unit)) continue;
      const message = `\`${unit}\` is no unit of ${quantity}: ${didYouMean(unit, known)}`;
      context.addIssue({ code: 'custom', path: ['units', index], message });
    }
  });

/**
 * A quantity in one of its units, such as `12 km`: the unit is drawn first, then how many of it, from `min` to `max`.
 * `value` is how many, `base` the exact amount in the base unit (m, kg, l, s, B).
 */
export const unit = defineSampler({
  name: 'unit',
  description:
    'A quantity with its unit: `quantity`, `min`, `max`, `digits`, `units`. Fields: unit, base, base_unit.',
  options,
  shape: () => textWith('unit', 'base', 'base_unit'),
  open({ quantity, min, max, digits, units }) {
    const sizes = Object.entries(quantities[quantity]).filter(([name]) => units?.includes(name) ?? true);
    const baseUnit = Object.entries(quantities[quantity]).find(([, size]) => size === 1)?.[0] ?? '';
    return (random) => {
      const [name, size] = random.pick(sizes);
      const value = unscaled(random.integer(scaled(min, digits), scaled(max, digits)), digits);
      return new TemplateValue(value, `${value.toFixed(digits)} ${name}`, {
        unit: name,
        base: exactDecimal.times(value, size),
        base_unit: baseUnit,
      });
    };
  },
});
