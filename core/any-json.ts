import { z } from 'zod';
import type { Json } from './json.ts';

/** Any JSON value, kept as it is: zod's own schema of JSON leaves out keys that are called `__proto__`. */
export const anyJson: z.ZodType<Json> = z.custom<Json>(isJson, 'expected a value that JSON can hold');

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'object' && Object.values(value).every(isJson);
}
