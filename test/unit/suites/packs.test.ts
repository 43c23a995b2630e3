import { expect, test } from 'vitest';
import { generators } from '../../../generators/index.ts';
import { findTag, packs } from '../../../suites/packs.ts';

const tags = packs().flatMap((pack) => pack.tags);

test('the taxonomy is there: every name once, every edge case said in a sentence', () => {
  expect(packs().length).toBeGreaterThan(20);
  expect(tags.length).toBeGreaterThan(100);
  expect(new Set(tags.map(({ name }) => name)).size).toBe(tags.length);
  expect(new Set(tags.map(({ description }) => description)).size).toBe(tags.length);
  for (const { name, description } of tags) {
    expect(name).toMatch(/^[a-z-]+\/[a-z-]+$/);
    expect(description, name).toMatch(/^\P{Ll}.{8,}[.!)]$/u);
  }
});

test.each(tags.map((tag) => [tag.name, tag] as const))('%s is filled by generators that ship', (_, tag) => {
  const kinds = tag.kinds ?? ['classification', 'qa'];
  for (const { use, with: options } of tag.generators) {
    const part = generators.find(({ name }) => name === use);
    expect(part?.options.safeParse(options).error).toBeUndefined();
    for (const kind of kinds) {
      const task =
        kind === 'classification'
          ? { kind, instructions: 'x', labels: ['a', 'b'] as const }
          : { kind: 'qa' as const, instructions: 'x' };
      expect(() => part?.create(options, { task })).not.toThrow();
    }
  }
  // What has no default says so by what is expected: nothing scores these yet.
  if (tag.generators.length === 0) expect(['abstain', 'clarify']).toContain(tag.expect);
});

test('a name that is none finds nothing', () => {
  expect(findTag('negation/scope')?.expect).toBe('exact');
  expect(findTag('negation')).toBeNull();
  expect(findTag('scope')).toBeNull();
});
