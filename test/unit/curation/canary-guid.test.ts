import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canaryGuid, canaryNotice } from '../../../core/canary-guid.ts';
import { GuidFinder } from '../../../curation/guid-finder.ts';

const suite = { id: 'triage', title: 'Which queue?' };

test('a GUID of the form of RFC 9562, version 8: the same each time, another for each version and suite', () => {
  const guid = canaryGuid(suite, 1);
  expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(canaryGuid({ ...suite }, 1)).toBe(guid);
  const others = [
    canaryGuid(suite, 2),
    canaryGuid({ ...suite, id: 'other' }, 1),
    canaryGuid({ ...suite, title: 'x' }, 1),
  ];
  expect(new Set([guid, ...others]).size).toBe(4);
  expect(canaryNotice(guid)).toContain(guid);
});

test('found on its line, wherever the bytes are cut and whatever is around', () => {
  const [one, two] = [canaryGuid(suite, 1), canaryGuid(suite, 2)];
  const bytes = Buffer.concat([
    Buffer.from(`{"a":"${one}"}\nnothing\n`),
    Buffer.from([0xff, 0x00, 0x0a]),
    Buffer.from(`${two}${one}\n\n${one.slice(0, 20)}\n${two}`),
  ]);
  const expected = [
    { guid: one, line: 1 },
    { guid: two, line: 4 },
    { guid: one, line: 4 },
    { guid: two, line: 7 },
  ];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (size) => {
      const finder = new GuidFinder([one, two]);
      const hits = [];
      for (let at = 0; at < bytes.length; at += size)
        hits.push(...finder.push(bytes.subarray(at, at + size)));
      expect(hits).toEqual(expected);
    }),
  );
});

test('nothing to look for is found nowhere', () => {
  expect(new GuidFinder([]).push(Buffer.from('abc\n'))).toEqual([]);
});
