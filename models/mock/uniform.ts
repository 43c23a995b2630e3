import { digest } from '../../core/digest.ts';
import { canonicalJson, type Json } from '../../core/json.ts';

/** A number in [0, 1) that only depends on the value. */
export function uniform(value: Json): number {
  return Number.parseInt(digest(canonicalJson(value)).slice(0, 12), 16) / 2 ** 48;
}
