import type { Json } from '../../../core/json.ts';
import type { Random } from '../../../core/random.ts';
import type { OutputFault } from '../fault.ts';
import { isObject, jsonObject } from './json-object.ts';

/** A field of the JSON that was answered is missing, or an argument of a tool call. */
export const dropField: OutputFault = {
  name: 'drop-field',
  at: 'output',
  strengthIs: 'share',
  description: 'a field of the answer, or an argument of a call, is missing',
  apply(output, random) {
    const value = jsonObject(output.text);
    const kept = value === null ? null : withoutOne(value, random);
    if (kept !== null) return { ...output, text: JSON.stringify(kept) };
    const calls = output.toolCalls ?? [];
    const cut = calls.map(({ arguments: given }) => (isObject(given) ? withoutOne(given, random) : null));
    const at = cut.findIndex((given) => given !== null);
    if (at < 0) return null;
    const toolCalls = calls.map((call, index) =>
      index === at ? { ...call, arguments: cut[at] ?? {} } : call,
    );
    return { ...output, toolCalls };
  },
};

/** Null where there is no field. */
function withoutOne(value: { readonly [key: string]: Json }, random: Random): Json | null {
  const keys = Object.keys(value);
  if (keys.length === 0) return null;
  const lost = random.pick(keys);
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== lost));
}
