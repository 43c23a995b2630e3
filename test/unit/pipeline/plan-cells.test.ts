import { describe, expect, test } from 'vitest';
import type { DeclaredAttributes } from '../../../core/attributes.ts';
import { createRandom } from '../../../core/random.ts';
import type { EdgeCase, Suite } from '../../../core/suite.ts';
import { samplePersonas } from '../../../pipeline/planning/personas.ts';
import { planCells } from '../../../pipeline/planning/plan-cells.ts';
import { parseSuite } from '../../../suites/parse-suite.ts';

const reads = (name: string) => name === 'direct';
const plain = parseSuite(
  `schemaVersion: 1
id: plans
title: Plans
task: { kind: qa, instructions: Answer. }
data: { heldout: [{ path: rows.jsonl }] }
skills: [{ id: s, description: d }]
score: [{ use: exact }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`,
  'suite.yaml',
).suite;

function edgeCase(id: string, quota: number, own: Partial<EdgeCase> = {}): EdgeCase {
  const generators = [{ use: 'direct', with: {} }];
  return { id, description: id, expect: 'exact', quota, generators, judges: [], optional: false, ...own };
}
function suiteOf(edgeCases: readonly EdgeCase[], attributes?: DeclaredAttributes): Suite {
  const [skill] = plain.skills;
  return { ...plain, skills: [{ ...skill, edgeCases }], ...(attributes === undefined ? {} : { attributes }) };
}
const styles: DeclaredAttributes = {
  style: ['formal', 'terse', 'angry'],
  language: ['en', 'es', 'de', 'fr'],
  difficulty: ['easy', 'hard'],
};

describe('a plan', () => {
  test('without attributes is the quota, and says nothing of pairs', () => {
    const [plan] = planCells(suiteOf([edgeCase('e', 7)]), 0, reads);
    expect(plan).toMatchObject({ variants: [{ attributes: {}, target: 7 }], pairs: null });
  });

  test('holds every pair of values as soon as the quota has room, and says how many where it has not', () => {
    for (const quota of [1, 5, 12, 40, 200]) {
      const [plan] = planCells(suiteOf([edgeCase('e', quota)], styles), 3, reads);
      const variants = plan?.variants ?? [];
      expect(variants.reduce((sum, { target }) => sum + target, 0)).toBe(quota);
      const pairs = new Set<string>();
      for (const { attributes } of variants) {
        const own = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
        for (const [at, one] of own.entries())
          for (const other of own.slice(at + 1)) pairs.add(`${one} ${other}`);
      }
      expect(plan?.pairs).toEqual({ planned: pairs.size, all: 3 * 4 + 3 * 2 + 4 * 2 });
      if (quota >= 40) expect(pairs.size).toBe(26);
    }
  });

  test('a greater quota keeps what a smaller one had; another seed gives another order', () => {
    const cells = (quota: number, seed: number) =>
      new Map(
        planCells(suiteOf([edgeCase('e', quota)], styles), seed, reads)[0]?.variants.map((variant) => [
          JSON.stringify(variant.attributes),
          variant.target,
        ]),
      );
    const few = cells(9, 1);
    const many = cells(50, 1);
    for (const [attributes, target] of few) expect(many.get(attributes)).toBeGreaterThanOrEqual(target);
    expect(cells(9, 1)).toEqual(few);
    expect(cells(9, 2)).not.toEqual(few);
  });

  test('is even: no value of an attribute has many more cases than another', () => {
    const [plan] = planCells(suiteOf([edgeCase('e', 600)], styles), 5, reads);
    const counts = new Map<string, number>();
    for (const { attributes, target } of plan?.variants ?? []) {
      const language = attributes['language'] ?? '';
      counts.set(language, (counts.get(language) ?? 0) + target);
    }
    for (const n of counts.values()) expect(Math.abs(n - 150)).toBeLessThan(40);
  });

  test('attributes of the suite divide the cells that models alone fill, unless a cell has its own', () => {
    const plans = planCells(
      suiteOf(
        [
          edgeCase('by-model', 4),
          edgeCase('by-rule', 4, { generators: [{ use: 'template', with: {} }] }),
          edgeCase('none', 4, { attributes: {} }),
          edgeCase('own', 4, { attributes: { tone: ['cold', 'warm'] } }),
          edgeCase('empty', 0),
        ],
        { style: ['formal', 'terse'] },
      ),
      0,
      reads,
    );
    const names = plans.map(({ edgeCase: { id }, variants }) => [
      id,
      ...new Set(variants.flatMap(({ attributes }) => Object.keys(attributes))),
    ]);
    expect(names).toEqual([['by-model', 'style'], ['by-rule'], ['none'], ['own', 'tone']]);
  });
});

describe('personas', () => {
  test('all are used, in turn over the whole suite: none has more than 3 % of it', () => {
    const declared: DeclaredAttributes = { persona: { sample: 40 } };
    const plans = planCells(
      suiteOf([edgeCase('a', 35), edgeCase('b', 45), edgeCase('c', 120)], declared),
      0,
      reads,
    );
    const counts = new Map<string, number>();
    for (const { attributes, target } of plans.flatMap(({ variants }) => variants))
      counts.set(attributes['persona'] ?? '', (counts.get(attributes['persona'] ?? '') ?? 0) + target);
    expect(counts.size).toBe(40);
    expect(Math.max(...counts.values()) / 200).toBeLessThanOrEqual(0.03);
  });

  test('differ, are the same for the same seed, and a role comes again only after all others', () => {
    const many = samplePersonas(1000, createRandom(1));
    expect(new Set(many).size).toBe(1000);
    expect(samplePersonas(1000, createRandom(1))).toEqual(many);
    expect(samplePersonas(50, createRandom(2))).not.toEqual(many.slice(0, 50));
    expect(new Set(many.slice(0, 50).map((persona) => persona.split(' from ')[0])).size).toBe(50);
  });
});
