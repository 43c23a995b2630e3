import { describe, expect, test } from 'vitest';
import { least, problemsOf, swapped, where } from './suite-fixtures.ts';

function summary(text: string): readonly string[] {
  return problemsOf(text).map(where);
}

/** The least suite with an edge case written by these lines (10 spaces in), from line 14. */
function withEdgeCase(lines: readonly string[]): string {
  const [first = '', ...rest] = lines;
  const item = [`      - ${first}`, ...rest.map((line) => `        ${line}`)].join('\n');
  return swapped('    description: Finds the queue.', `    description: d\n    edgeCases:\n${item}`);
}

describe('unknown keys', () => {
  test.each([
    ['at the root', least.replace('title:', 'titel:'), '3:1', 'title'],
    [
      'in the task',
      swapped('  labels: [billing, access]', '  labels: [a]\n  instruction: x'),
      '8:3',
      'instructions',
    ],
    ['in a list', least.replace('{ path:', '{ licnce: mit, path:'), '9:15', 'licence'],
    ['in a map of a list', least.replace('{ path:', '{ map: { exected: q }, path:'), '9:22', 'expected'],
    [
      'in a skill',
      swapped('    description: Finds the queue.', '    description: d\n    wieght: 2'),
      '13:5',
      'weight',
    ],
    [
      'in an edge case',
      withEdgeCase(['id: a', 'description: d', 'expect: exact', 'qouta: 3']),
      '17:9',
      'quota',
    ],
    [
      'in a generator of an edge case',
      withEdgeCase([
        'id: a',
        'description: d',
        'expect: exact',
        'quota: 3',
        'generators: [{ use: x, wiht: {} }]',
      ]),
      '18:32',
      'with',
    ],
    ['in a scorer', swapped('score: [{ use: label }]', 'score: [{ use: label, wth: {} }]'), '13:23', 'with'],
    ['in the gate', least.replace('gate:\n', 'gate:\n  alphaPas: 0.1\n'), '15:3', 'alphaPass'],
    ['in the margin', least.replace('synthetic: 0.05', 'synthetic: 0.05, sythetic: 1'), '15:42', 'synthetic'],
    ['in a role', `${least}models:\n  target: { use: a, linage: {} }\n`, '17:21', 'lineage'],
    [
      'in a lineage of a list',
      `${least}models:\n  judges:\n    - a\n    - { use: b, lineage: { famly: c } }\n`,
      '19:28',
      'family',
    ],
    [
      'in a generator of a list',
      `${least}models:\n  generator: [a, { use: b, lineag: {} }]\n`,
      '17:28',
      'lineage',
    ],
    ['in run', `${least}run: { timeoutMS: 5 }\n`, '16:8', 'timeoutMs'],
    ['in budget', `${least}budget: { request: 5 }\n`, '16:11', 'requests'],
  ])('%s', (_, text, place, meant) => {
    const problems = problemsOf(text).filter((problem) => problem.code !== 'SUITE_MISSING_KEY');
    expect(problems.map(where)).toEqual([`SUITE_UNKNOWN_KEY ${place}`]);
    expect(problems[0]?.hint).toBe(`did you mean \`${meant}\`?`);
  });

  test('the message has the path of the key', () => {
    const problems = problemsOf(least.replace('{ path:', '{ map: { exected: q }, path:'));
    expect(problems[0].message).toBe('unknown key `data.heldout[0].map.exected`');
  });

  test('nothing is near: the keys that are known there, and of another kind of task none', () => {
    const problems = problemsOf(swapped('  kind: classification', '  kind: classification\n  schema: {}'));
    expect(problems.map(where)).toEqual(['SUITE_UNKNOWN_KEY 6:3']);
    expect(problems[0].hint).toBe('known: kind, instructions, labels');
  });

  test('a key of another kind of task is refused', () => {
    expect(summary(swapped('  kind: classification', '  kind: qa'))).toEqual(['SUITE_UNKNOWN_KEY 7:3']);
  });

  test('all of them are told at once, from top to bottom, and what is missing comes last', () => {
    const text = least.replace('title:', 'titel:').replace('  margin:', '  margn:');
    const problems = problemsOf(`${text}colour: red\n`);
    expect(problems.map(where).slice(0, 3)).toEqual([
      'SUITE_UNKNOWN_KEY 3:1',
      'SUITE_UNKNOWN_KEY 15:3',
      'SUITE_UNKNOWN_KEY 16:1',
    ]);
    expect(problems.slice(3).map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SUITE_MISSING_KEY `title` is missing',
      'SUITE_MISSING_KEY `gate.margin` is missing',
    ]);
  });
});

describe('keys that open something', () => {
  test.each([
    ['models:\n  apiKey: x', '17:3'],
    ['models:\n  target: { use: a, apiKey: x }', '17:21'],
    ['models:\n  judges: [{ use: a, api_key: x }]', '17:22'],
    ['openaiApiKey: x', '16:1'],
    ['password: x', '16:1'],
    ['budget: { secret: x }', '16:11'],
    ['run: { accessToken: x }', '16:8'],
    ['token: x', '16:1'],
  ])('%j is told apart from a slip of the pen, and its value is not repeated', (lines, place) => {
    const problems = problemsOf(`${least}${lines.replaceAll(': x', ': sk-1234')}\n`);
    expect(problems.map(where)).toEqual([`SUITE_SECRET ${place}`]);
    expect(problems[0].hint).toContain('environment');
    expect(JSON.stringify(problems)).not.toContain('sk-1234');
  });

  test.each(['maxTokens', 'tokens', 'tokenLimit'])('`%s` is a count, no secret', (key) => {
    expect(summary(`${least}run: { ${key}: 100 }\n`)).toEqual(['SUITE_UNKNOWN_KEY 16:8']);
  });
});

describe('missing keys', () => {
  test.each([
    ['schemaVersion: 1', 'schemaVersion'],
    ['id: triage', 'id'],
    ['title: Which queue?', 'title'],
    ['  instructions: Answer with one queue.', 'task.instructions'],
    ['  labels: [billing, access]', 'task.labels'],
    ['    description: Finds the queue.', 'skills[0].description'],
    ['score: [{ use: label }]', 'score'],
  ])('without %j', (line, name) => {
    const problems = problemsOf(swapped(line, ''));
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      `SUITE_MISSING_KEY: \`${name}\` is missing`,
    ]);
  });

  test.each([
    ['data', 'data:\n  heldout: [{ path: rows.jsonl }]\n'],
    ['skills', 'skills:\n  - id: main\n    description: Finds the queue.\n'],
    ['gate', 'gate:\n  margin: { real: 0.03, synthetic: 0.05 }\n'],
  ])('without `%s`', (name, lines) => {
    const problems = problemsOf(least.replace(lines, ''));
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      `SUITE_MISSING_KEY: \`${name}\` is missing`,
    ]);
  });

  test.each([
    ['task.labels[0]', least.replace('[billing, access]', '[]'), '7:11'],
    ['skills[0]', swapped('  - id: main', '  []').replace('    description: Finds the queue.\n', ''), '11:3'],
    ['score[0]', least.replace('[{ use: label }]', '[]'), '13:8'],
  ])('an empty list where one item must be: %s', (name, text, place) => {
    const problems = problemsOf(text);
    expect(problems.map(where)).toEqual([`SUITE_MISSING_KEY ${place}`]);
    expect(problems[0].message).toBe(`\`${name}\` is missing`);
  });

  test('a key with a closed list of values names them', () => {
    const kind = problemsOf(swapped('  kind: classification', ''));
    expect(kind.map(where)).toEqual(['SUITE_MISSING_KEY 5:3']);
    expect(kind[0].hint).toContain('"classification" or "extraction"');
    const edge = problemsOf(withEdgeCase(['id: a', 'description: d']));
    expect(edge.map(where)).toEqual(['SUITE_MISSING_KEY 14:9']);
    expect(edge[0].message).toBe('`skills[0].edgeCases[0].expect` is missing');
  });

  test('a margin: there is no default for it', () => {
    const problems = problemsOf(least.replace('real: 0.03, ', ''));
    expect(problems[0]).toMatchObject({
      code: 'SUITE_MISSING_KEY',
      message: '`gate.margin.real` is missing',
    });
    expect(where(problems[0])).toBe('SUITE_MISSING_KEY 15:11');
  });
});

describe('values', () => {
  const gate = (line: string) => least.replace('gate:\n', `gate:\n  ${line}\n`);
  const margin = (text: string) => least.replace('{ real: 0.03, synthetic: 0.05 }', text);

  test.each([
    ['schemaVersion', least.replace('schemaVersion: 1', 'schemaVersion: 2'), '1:16'],
    ['a version in quotes', least.replace('schemaVersion: 1', 'schemaVersion: "1"'), '1:16'],
    ['a number as a title', least.replace('Which queue?', '42'), '3:8'],
    ['an empty title', least.replace('Which queue?', '""'), '3:8'],
    ['an id with a slash', least.replace('id: triage', 'id: a/b'), '2:5'],
    ['an id that leads out of the folder', least.replace('id: triage', 'id: ..'), '2:5'],
    ['the name of an arm as a skill', least.replace('id: main', 'id: real'), '11:9'],
    ['the name of an arm as a suite', least.replace('id: triage', 'id: synthetic'), '2:5'],
    ['an unknown kind', least.replace('kind: classification', 'kind: regression'), '5:9'],
    ['a label twice', least.replace('[billing, access]', '[billing, billing]'), '7:21'],
    ['a number as a label', least.replace('[billing, access]', '[billing, 2]'), '7:21'],
    ['a text for a list', least.replace('[billing, access]', 'billing'), '7:11'],
    ['a scorer as a text', least.replace('[{ use: label }]', '[label]'), '13:9'],
    ['a source of neither kind', least.replace('{ path: rows.jsonl }', '{ licence: mit }'), '9:13'],
    ['a source of both kinds', least.replace('{ path:', '{ use: "module:./r.ts", path:'), '9:13'],
    ['rows from code that is no module', least.replace('path: rows.jsonl', 'use: ./rows.ts'), '9:20'],
    [
      'a split that is none',
      least.replace('  heldout:', '  seeds: [{ path: s, split: probe }]\n  heldout:'),
      '9:29',
    ],
    ['a margin of 0', margin('{ real: 0, synthetic: 0.05 }'), '15:19'],
    ['a margin of 1', margin('{ real: 0.03, synthetic: 1 }'), '15:36'],
    ['a margin below 0', margin('{ real: -0.1, synthetic: 0.05 }'), '15:19'],
    ['a margin that is no number', margin('{ real: .nan, synthetic: 0.05 }'), '15:19'],
    ['a margin in per cent', margin('{ real: 3%, synthetic: 0.05 }'), '15:19'],
    ['alphaPass 0', gate('alphaPass: 0'), '15:14'],
    ['alphaFail above a half', gate('alphaFail: 0.6'), '15:14'],
    ['power 1', gate('power: 1'), '15:10'],
    ['minRealShare above 1', gate('minRealShare: 1.1'), '15:17'],
    ['maxMissing below 0', gate('maxMissing: -0.1'), '15:15'],
    ['minHumanPairs with a fraction', gate('minHumanPairs: 1.5'), '15:18'],
    ['a role that is none', gate('roles: { synthetic: off }'), '15:23'],
    ['inconclusive that is none', gate('inconclusive: skip'), '15:17'],
    ['sequential that is none', gate('sequential: yes'), '15:15'],
    ['a critical margin of 1', gate('critical: { main: 1 }'), '15:21'],
    ['a seed with a fraction', gate('seed: 0.5'), '15:9'],
    ['a weight of 0', swapped('  - id: main', '  - id: main\n    weight: 0'), '12:13'],
    ['no time', `${least}run: { timeoutMs: 0 }\n`, '16:19'],
    ['half a repeat', `${least}run: { repeats: 0.5 }\n`, '16:17'],
    ['no concurrency', `${least}run: { concurrency: 0 }\n`, '16:21'],
    ['a budget of 0', `${least}budget: { usd: 0 }\n`, '16:16'],
    ['a slice with a slash', `${least}slices: [a, b/c]\n`, '16:13'],
    ['a slice twice', `${least}slices: [a, a]\n`, '16:13'],
    ['a model that is a number', `${least}models: { target: 5 }\n`, '16:19'],
    ['a model that is empty', `${least}models: { target: "" }\n`, '16:19'],
    ['null where a mapping goes', `${least}run:\n`, '16:5'],
  ])('%s', (_, text, place) => {
    expect(summary(text)).toEqual([`SUITE_VALUE ${place}`]);
  });

  test.each([
    [
      'a quota of 0',
      ['id: a', 'description: d', 'expect: exact', 'quota: 0', 'generators: [{ use: x }]'],
      '17:16',
    ],
    ['a quota that nothing fills', ['id: a', 'description: d', 'expect: exact', 'quota: 5'], '17:16'],
    [
      'generators without a quota',
      ['id: a', 'description: d', 'expect: exact', 'generators: [{ use: x }]'],
      '17:21',
    ],
    ['an expectation that is none', ['id: a', 'description: d', 'expect: same'], '16:17'],
    ['optional that is no boolean', ['id: a', 'description: d', 'expect: exact', 'optional: "no"'], '17:19'],
    ['the name of an arm', ['id: synthetic', 'description: d', 'expect: exact'], '14:13'],
  ])('of an edge case: %s', (_, lines, place) => {
    expect(summary(withEdgeCase(lines))).toEqual([`SUITE_VALUE ${place}`]);
  });

  test('an enum comes with what was probably meant, an unquoted number with its quotes', () => {
    expect(problemsOf(gate('inconclusive: neutrl'))[0].hint).toBe('did you mean `neutral`?');
    expect(problemsOf(least.replace('Which queue?', '42'))[0].hint).toBe('put it in quotes: "42"');
  });

  test('an unknown kind names the kinds', () => {
    const problem = problemsOf(least.replace('kind: classification', 'kind: clasification'))[0];
    expect(where(problem)).toBe('SUITE_VALUE 5:9');
    expect(problem.message).toContain('"classification" or "extraction"');
    expect(problem.hint).toBe('did you mean `classification`?');
  });

  test('two skills of one id, at the second', () => {
    const text = swapped(
      '    description: Finds the queue.',
      '    description: d\n  - id: main\n    description: e',
    );
    const problems = problemsOf(text);
    expect(problems.map(where)).toEqual(['SUITE_VALUE 13:9']);
    expect(problems[0].message).toContain('`main`');
  });

  test('two edge cases of one id in a skill, at the second', () => {
    const edge = '{ id: typos, description: d, expect: invariant }';
    const text = swapped(
      '    description: Finds the queue.',
      `    description: d\n    edgeCases:\n      - ${edge}\n      - ${edge}`,
    );
    const problems = problemsOf(text);
    expect(problems.map(where)).toEqual(['SUITE_VALUE 15:15']);
    expect(problems[0].message).toContain('`typos`');
  });

  test('a pack that is not there', () => {
    const text = swapped(
      '    description: Finds the queue.',
      '    description: d\n    edgeCases: [{ use: negation/scop, quota: 20 }]',
    );
    const problems = problemsOf(text);
    expect(problems.map(where)).toEqual(['UNKNOWN_PACK 13:24']);
    expect(problems[0].message).toContain('negation/scop`');
    expect(problems[0].hint).toContain('`negation/scope`');
  });
});
