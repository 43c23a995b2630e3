/** Names of each unit, and how many of the quantity's base unit it is. */
const quantities: readonly (readonly (readonly [factor: number, ...names: string[]])[])[] = [
  [
    [1, 'm', 'metre', 'metres', 'meter', 'meters'],
    [1000, 'km', 'kilometre', 'kilometres', 'kilometer', 'kilometers'],
    [0.01, 'cm', 'centimetre', 'centimetres', 'centimeter', 'centimeters'],
    [0.001, 'mm', 'millimetre', 'millimetres', 'millimeter', 'millimeters'],
    [1609.344, 'mi', 'mile', 'miles'],
    [0.3048, 'ft', 'foot', 'feet'],
    [0.0254, 'inch', 'inches'],
    [0.9144, 'yd', 'yard', 'yards'],
  ],
  [
    [1, 'kg', 'kilogram', 'kilograms'],
    [0.001, 'g', 'gram', 'grams'],
    [0.000001, 'mg', 'milligram', 'milligrams'],
    [1000, 't', 'tonne', 'tonnes'],
    [0.45359237, 'lb', 'lbs', 'pound', 'pounds'],
    [0.028349523125, 'oz', 'ounce', 'ounces'],
  ],
  [
    [1, 's', 'sec', 'second', 'seconds'],
    [0.001, 'ms', 'millisecond', 'milliseconds'],
    [60, 'min', 'minute', 'minutes'],
    [3600, 'h', 'hr', 'hour', 'hours'],
    [86400, 'd', 'day', 'days'],
    [604800, 'wk', 'week', 'weeks'],
  ],
  [
    [1, 'l', 'litre', 'litres', 'liter', 'liters'],
    [0.001, 'ml', 'millilitre', 'millilitres', 'milliliter', 'milliliters'],
  ],
  [[1, '%', 'percent', 'per cent']],
  [[1, '$', 'usd', 'dollar', 'dollars']],
  [[1, '€', 'eur', 'euro', 'euros']],
  [[1, '£', 'gbp']],
  [[1, '¥', 'jpy', 'yen']],
];

interface Unit {
  readonly quantity: number;
  readonly factor: number;
}

const units = new Map<string, Unit>(
  quantities.flatMap((group, quantity) =>
    group.flatMap(([factor, ...names]) => names.map((name): [string, Unit] => [name, { quantity, factor }])),
  ),
);

/**
 * The value in another unit of the same quantity; null where the units differ in quantity, or where one of them is
 * not known and they are not the same word.
 */
export function convertUnit(value: number, from: string, to: string): number | null {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()];
  if (a === b) return value;
  const [source, target] = [units.get(a), units.get(b)];
  if (source === undefined || target === undefined || source.quantity !== target.quantity) return null;
  return (value * source.factor) / target.factor;
}

/** True for a word that is a unit: `1 apple` has none. */
export function isUnit(word: string): boolean {
  return units.has(word.toLowerCase());
}
