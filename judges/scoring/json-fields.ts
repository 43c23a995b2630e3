import { z } from 'zod';
import { canonicalJson, type Json } from '../../core/json.ts';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { expectedJson, jsonAnswer } from './json-answer.ts';
import { passOrFail, quoted } from './reading.ts';

const options = z.strictObject({
  all: z.boolean().default(false).describe('1 where every field is right and no other is there, else 0.'),
});

/**
 * F1 over the fields: a field is a leaf with its path, right when path and value are equal. List items are compared
 * by position; an empty list or object is a leaf. 1 is every field and no other; an output that is not JSON is 0.
 * `all: true`: a single wrong field makes it 0.
 */
export const jsonFields: ScorerPart = definePart({
  name: 'json-fields',
  version: '1',
  options,
  create: ({ all }) => ({
    unreadable: (expected) =>
      expectedJson(expected) === null
        ? `needs expected JSON, and this one is of kind \`${expected.kind}\``
        : null,
    async score({ expected }, output) {
      const wanted = expectedJson(expected);
      if (wanted === null) return { status: 'unscored', reason: 'the case has no expected JSON' };
      const answer = jsonAnswer(output.text);
      if (answer === null) return passOrFail(false, `${quoted(output.text)} is not JSON`);
      const goal = fields(wanted.value);
      const found = fields(answer.value);
      const right = [...found].filter(([path, value]) => goal.get(path) === value).length;
      const value = (2 * right) / (goal.size + found.size);
      const wrong = [...goal].filter(([path, leaf]) => found.get(path) !== leaf).map(([path]) => path);
      const extra = [...found.keys()].filter((path) => !goal.has(path));
      const parts = [
        wrong.length > 0 ? `wrong or missing: ${wrong.join(', ')}` : '',
        extra.length > 0 ? `not asked for: ${extra.join(', ')}` : '',
      ];
      const reason = value === 1 ? 'every field' : parts.filter((part) => part !== '').join('; ');
      return { status: 'scored', value: all ? Math.floor(value) : value, reason, answer: null };
    },
  }),
});

/** Leaves by JSON pointer; the value as canonical JSON. A bare value is one field without a name. */
function fields(value: Json, path = ''): Map<string, string> {
  const isLeaf = value === null || typeof value !== 'object' || Object.keys(value).length === 0;
  if (isLeaf) return new Map([[path === '' ? '(value)' : path, canonicalJson(value)]]);
  const step = (key: string) => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return new Map(
    Object.entries(value).flatMap(([key, item]: [string, Json]) => [...fields(item, step(key))]),
  );
}
