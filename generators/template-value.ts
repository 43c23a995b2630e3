import { toValue } from 'liquidjs';
import type { Json } from '../core/json.ts';

export type Scalar = string | number | boolean;

/**
 * A value that templates can print as `text`, compute and compare with as `value`, and ask for its other fields.
 * A class, because Liquid finds the methods on the prototype, where templates cannot reach them.
 */
export class TemplateValue {
  readonly value: Scalar;
  readonly text: string;

  constructor(value: Scalar, text: string, fields: Readonly<Record<string, Scalar>> = {}) {
    Object.assign(this, fields);
    this.value = value;
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
  valueOf(): Scalar {
    return this.value;
  }
  toJSON(): Scalar {
    return this.value;
  }

  // Liquid asks these five of a value before it compares it in its own way.
  equals(other: unknown): boolean {
    return this.value === bare(other);
  }
  gt(other: unknown): boolean {
    return order(this.value, other) > 0;
  }
  geq(other: unknown): boolean {
    return order(this.value, other) >= 0;
  }
  lt(other: unknown): boolean {
    return order(this.value, other) < 0;
  }
  leq(other: unknown): boolean {
    return order(this.value, other) <= 0;
  }
}

/** Names that a field may not have: they would hide the methods of {@link TemplateValue}. */
export const reservedFields: readonly string[] = [
  ...Object.getOwnPropertyNames(TemplateValue.prototype),
  'toLiquid',
  '__proto__',
];

/** What a template value stands for as plain data; plain data stays as it is. */
export function plainData(given: unknown): Json {
  const value: unknown = toValue(given); // Liquid has objects of its own for `nil` and `empty`
  if (value === undefined || value === null) return null;
  if (value instanceof TemplateValue) return value.value;
  if (Array.isArray(value)) return value.map(plainData);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainData(item)]));
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`a ${typeof value} is no data`);
}

function bare(value: unknown): unknown {
  return value instanceof TemplateValue ? value.value : value;
}

/** NaN, so that no comparison holds, for values of different types. */
function order(value: Scalar, other: unknown): number {
  const right = bare(other);
  if (typeof right !== typeof value) return Number.NaN;
  if (value === right) return 0;
  return value < (right as Scalar) ? -1 : 1; // of the same type as `value`
}
