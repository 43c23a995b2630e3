import { describe, expect, test } from 'vitest';
import { parseSuite } from '../../../suites/parse-suite.ts';
import { least, problemsOf, swapped, where } from './suite-fixtures.ts';

function parsed(text: string) {
  return parseSuite(text, 'a/suite.yaml').suite;
}

describe('what is read', () => {
  test('the defaults of every key that may be left out', () => {
    const source = { map: {}, set: {}, licence: null };
    expect(parsed(least)).toEqual({
      schemaVersion: 1,
      id: 'triage',
      title: 'Which queue?',
      task: { kind: 'classification', instructions: 'Answer with one queue.', labels: ['billing', 'access'] },
      data: {
        heldout: [{ ...source, from: { path: 'rows.jsonl' }, split: 'heldout' }],
        seeds: [],
        training: [],
        unlabelled: [],
        probe: [],
        documents: [],
      },
      models: { generator: [], judges: [], target: null, baseline: null, allowSharedFamily: null },
      skills: [{ id: 'main', description: 'Finds the queue.', weight: 1, score: null, edgeCases: [] }],
      score: [{ use: 'label', with: {} }],
      slices: [],
      gate: {
        margin: { real: 0.03, synthetic: 0.05 },
        alphaPass: 0.05,
        alphaFail: 0.01,
        power: 0.8,
        roles: { synthetic: 'gate' },
        minRealShare: 0.3,
        critical: {},
        maxMissing: 0.02,
        minHumanPairs: 50,
        weights: null,
        seed: 0,
        sequential: 'none',
        inconclusive: 'fail',
      },
      run: { timeoutMs: 60000, concurrency: 8, repeats: 1 },
      budget: { usd: null, requests: null },
      plugins: [],
    });
  });

  test('the example of the documentation, apart from its pack', () => {
    const suite = parsed(example);
    expect(suite.task).toEqual({
      kind: 'classification',
      instructions: 'Answer with exactly one queue name.\n',
      labels: ['billing', 'access', 'outage', 'feature-request', 'out-of-scope'],
    });
    expect(suite.data).toEqual({
      heldout: [
        {
          from: { path: 'data/real-2026q2.jsonl' },
          map: { input: 'text', expected: 'queue' },
          set: {},
          licence: 'internal',
          split: 'heldout',
        },
      ],
      seeds: [{ from: { path: 'data/seeds.jsonl' }, map: {}, set: {}, licence: null, split: 'heldout' }],
      training: [{ from: { path: 'data/train.jsonl' }, map: {}, set: {}, licence: null, split: 'train' }],
      unlabelled: [],
      probe: [],
      documents: [],
    });
    expect(suite.models).toEqual({
      generator: [{ use: 'openai:gpt-5-mini', lineage: null }],
      judges: [
        { use: 'anthropic:claude-sonnet-5', lineage: null },
        { use: 'ollama:qwen3:8b', lineage: null },
      ],
      target: {
        use: 'ollama:triage-ft',
        lineage: { vendor: 'meta', family: 'llama', base: 'llama-3.2', teacher: 'mistral-large' },
      },
      baseline: { use: 'ollama:llama3.2:3b', lineage: null },
      allowSharedFamily: null,
    });
    expect(suite.skills).toEqual([
      {
        id: 'two-issues',
        description: 'The ticket mentions two problems; the first one asked about decides.',
        weight: 2,
        score: null,
        edgeCases: [
          {
            id: 'misleading-second-topic',
            description: 'The second topic has the more frequent keywords.',
            expect: 'exact',
            quota: 40,
            generators: [
              { use: 'output-first', with: { confusable: true } },
              { use: 'perturb', with: { ops: ['typo', 'filler'], from: 'accepted' } },
            ],
            judges: [{ use: 'my-rule', with: {} }],
            optional: false,
          },
        ],
      },
    ]);
    expect(suite.gate.critical).toEqual({ 'two-issues': 0.05, 'real/#spanish': 0.05 });
    expect(suite.slices).toEqual(['spanish', 'voice-call']);
    expect(suite.budget).toEqual({ usd: 5, requests: 2000 });
    expect(suite.plugins).toEqual(['./my-generator.ts']);
  });

  test.each([
    ['  kind: extraction', '  outputSchema: { type: object }', { outputSchema: { type: 'object' } }],
    ['  kind: extraction', '', { outputSchema: null }],
    ['  kind: tool-call', '  tools: [{ name: look-up }]', { tools: [{ name: 'look-up' }] }],
    ['  kind: code', '  language: python', { language: 'python' }],
    ['  kind: qa', '', {}],
    ['  kind: summarisation', '', {}],
    ['  kind: chat', '', {}],
    ['  kind: free-form', '', {}],
  ])('a task of %s %s', (kind, line, more) => {
    const text = swapped('  kind: classification', kind).replace('  labels: [billing, access]', line);
    expect(parsed(text).task).toMatchObject({ kind: kind.slice('  kind: '.length), ...more });
  });

  test('one generator or a list to rotate, and the long form of every role', () => {
    const roles = (text: string) => parsed(`${least}models: ${text}\n`).models;
    expect(roles('{ generator: [openai:a, { use: openai:b }] }').generator.map(({ use }) => use)).toEqual([
      'openai:a',
      'openai:b',
    ]);
    expect(roles('{ judges: [{ use: "module:./j.ts", lineage: { family: mine } }] }').judges).toEqual([
      { use: 'module:./j.ts', lineage: { family: 'mine' } },
    ]);
    expect(roles('{ allowSharedFamily: no other model here }').allowSharedFamily).toBe('no other model here');
  });

  test('rows from code, constants and a training side of the seeds', () => {
    const suite = parsed(
      swapped(
        '  heldout: [{ path: rows.jsonl }]',
        `  heldout: [{ use: "module:./rows.ts", set: { skill: main, tags: [a] } }]
  seeds: [{ path: s.csv, split: train }]`,
      ),
    );
    expect(suite.data.heldout).toEqual([
      {
        from: { use: 'module:./rows.ts' },
        map: {},
        set: { skill: 'main', tags: ['a'] },
        licence: null,
        split: 'heldout',
      },
    ]);
    expect(suite.data.seeds.map((source) => source.split)).toEqual(['train']);
  });

  test('a skill has its own scorers, and two skills may have edge cases of one name', () => {
    const edge = '{ id: typos, description: d, expect: invariant }';
    const suite = parsed(
      swapped(
        '    description: Finds the queue.',
        `    description: d
    score: [{ use: regex, with: { pattern: x } }]
    edgeCases: [${edge}]
  - { id: other, description: d, edgeCases: [${edge}] }`,
      ),
    );
    expect(suite.skills.map((skill) => skill.edgeCases.map(({ id }) => id))).toEqual([['typos'], ['typos']]);
    expect(suite.skills[0].score).toEqual([{ use: 'regex', with: { pattern: 'x' } }]);
  });

  test('anchors and aliases; a place behind an alias is where the value is written', () => {
    const text = swapped(
      '  heldout: [{ path: rows.jsonl }]',
      `  heldout: &rows
    - path: rows.jsonl
      licence: internal
  training: *rows`,
    );
    const { suite, locate } = parseSuite(text, 'a/suite.yaml');
    expect(suite.data.training).toEqual([{ ...suite.data.heldout[0], split: 'train' }]);
    expect(locate(['data', 'training', 0, 'licence'])).toEqual({
      file: 'a/suite.yaml',
      line: 11,
      column: 16,
    });
    expect(locate(['data', 'training'])).toMatchObject({ line: 12, column: 13 });
  });

  test('line ends of Windows and a byte-order mark change nothing but the bytes', () => {
    const text = `\ufeff${least.replaceAll('\n', '\r\n')}`;
    expect(parsed(text)).toEqual(parsed(least));
  });

  test('locate: the key, the value, or the last part that is there', () => {
    const { locate } = parseSuite(least, 'a/suite.yaml');
    expect(locate(['gate', 'margin', 'real'], 'key')).toMatchObject({ line: 15, column: 13 });
    expect(locate(['gate', 'margin', 'real'])).toMatchObject({ line: 15, column: 19 });
    expect(locate(['skills', 0, 'id'])).toMatchObject({ line: 11, column: 9 });
    expect(locate(['gate', 'margin', 'none', 'below'])).toMatchObject({ line: 15, column: 11 });
    expect(locate([])).toMatchObject({ line: 1, column: 1 });
  });
});

describe('YAML that cannot be read', () => {
  test.each([
    ['id: a\nid: b\n', 'SUITE_SYNTAX 2:1', 'unique'],
    ['a: [1, 2\n', 'SUITE_SYNTAX 2:1', ''],
    ['a: "open\n', 'SUITE_SYNTAX 2:1', ''],
    ['a:\n\tb: 1\n', 'SUITE_SYNTAX 2:1', ''],
    ['a: 1\n---\na: 2\n', 'SUITE_SYNTAX 2:1', 'document'],
    ['a: 1\nb: *none\n', 'SUITE_SYNTAX 2:4', 'none'],
    ['a: *late\nb: &late 1\n', 'SUITE_SYNTAX 1:4', 'late'],
    ['a: &loop\n  b: [*loop]\n', 'SUITE_SYNTAX 2:7', 'loop'],
  ])('%j: %s', (text, place, words) => {
    const problem = problemsOf(text)[0];
    expect(where(problem)).toBe(place);
    expect(problem.message).toContain(words);
  });

  test('a duplicate key deep inside', () => {
    const text = swapped('  labels: [billing, access]', '  labels: [billing, access]\n  labels: [outage]');
    expect(problemsOf(text).map(where)).toEqual(['SUITE_SYNTAX 8:3']);
  });

  test('aliases that expand without bound', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`);
    const problem = problemsOf(`a0: &a0 [1]\n${levels.join('\n')}\n`)[0];
    expect(problem.code).toBe('SUITE_SYNTAX');
    expect(problem.message).toMatch(/alias/i);
  });

  test.each(['', '# nothing yet\n', '---\n', '- a\n- b\n', 'just a text\n', '42\n', 'null\n'])(
    'no mapping: %j',
    (text) => {
      const problems = problemsOf(text);
      expect(problems.map((problem) => problem.code)).toEqual(['SUITE_VALUE']);
      expect(problems[0].message).toContain('the file');
      expect(problems[0].message).toContain('a mapping');
      expect(problems[0].place?.line).toBeGreaterThan(0);
    },
  );
});

const example = `# yaml-language-server: $schema=../schema/suite.schema.json
schemaVersion: 1
id: support-triage
title: Which queue does this ticket belong to?

task:
  kind: classification
  instructions: |             # what the target is told; judges see it too
    Answer with exactly one queue name.
  labels: [billing, access, outage, feature-request, out-of-scope]

data:
  heldout:  [{ path: data/real-2026q2.jsonl, map: { input: text, expected: queue }, licence: internal }]
  seeds:    [{ path: data/seeds.jsonl, split: heldout }]
  training: [{ path: data/train.jsonl }]

models:
  generator: openai:gpt-5-mini
  judges:    [anthropic:claude-sonnet-5, ollama:qwen3:8b]
  target:    { use: ollama:triage-ft, lineage: { vendor: meta, family: llama, base: llama-3.2, teacher: mistral-large } }
  baseline:  ollama:llama3.2:3b

skills:
  - id: two-issues
    description: The ticket mentions two problems; the first one asked about decides.
    weight: 2
    edgeCases:
      - id: misleading-second-topic
        description: The second topic has the more frequent keywords.
        expect: exact
        quota: 40
        generators:
          - { use: output-first, with: { confusable: true } }
          - { use: perturb, with: { ops: [typo, filler], from: accepted } }
        judges: [{ use: my-rule }]
        optional: false

score: [{ use: label }]
slices: [spanish, voice-call]

gate:
  margin: { real: 0.03, synthetic: 0.05 }
  alphaPass: 0.05
  alphaFail: 0.01
  power: 0.8
  roles: { synthetic: gate }
  minRealShare: 0.3
  critical: { two-issues: 0.05, real/#spanish: 0.05 }
  maxMissing: 0.02
  minHumanPairs: 50
  seed: 0
  sequential: none
  inconclusive: fail
run: { timeoutMs: 60000, concurrency: 8, repeats: 1 }
budget: { usd: 5, requests: 2000 }
plugins: [./my-generator.ts]
`;
