import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { echoProject, heldout, json, type Outcome, project, read, rows, suite, write } from './cli.ts';

/** Exit 2, the code, the place and the hint in text and in JSON; never a stack trace. */
interface Wanted {
  readonly code: string;
  readonly place?: string;
  readonly says?: string;
}

function expectFault(outcome: Outcome, { code, place, says }: Wanted): void {
  const all = `${outcome.stdout}\n${outcome.stderr}`;
  expect(outcome.code, all).toBe(2);
  expect(all).toContain(code);
  if (place !== undefined) expect(all).toContain(place);
  if (says !== undefined) expect(all).toContain(says);
  expect(all).not.toMatch(/^\s+at .+:\d+/m);
}

const edges = (generators: string, more = '') =>
  `[{ id: edge, description: An edge., expect: invariant, quota: 5, generators: [${generators}]${more} }]`;
const typos = edges('{ use: perturb, with: { ops: [typo], from: heldout } }');

describe('a bad suite or bad rows: `check` says what and where', () => {
  const replaced = (from: string | RegExp, to: string) => ({ 'suite.yaml': suite().replace(from, to) });
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, Wanted])[] = [
    [
      'unknown key',
      replaced('score:', 'scroe:'),
      { code: 'SUITE_UNKNOWN_KEY', place: 'suite.yaml:13:1', says: 'did you mean `score`' },
    ],
    ['wrong type', replaced('real: 0.05', 'real: five'), { code: 'SUITE_VALUE', place: 'suite.yaml:16:19' }],
    ['out of range', replaced('real: 0.05', 'real: 1.5'), { code: 'SUITE_VALUE', place: 'suite.yaml:16:19' }],
    [
      'a key of a provider',
      replaced('score:', 'apiKey: sk-1\nscore:'),
      { code: 'SUITE_SECRET', place: 'suite.yaml:13:1' },
    ],
    ['broken YAML', { 'suite.yaml': `${suite()}\na: [1,\n` }, { code: 'SUITE_SYNTAX', place: 'suite.yaml:' }],
    [
      'an unknown scorer',
      replaced('use: contains', 'use: contians'),
      { code: 'UNKNOWN_PART', place: 'suite.yaml:13:', says: 'contains' },
    ],
    [
      'an option that the part does not read',
      replaced('use: contains', 'use: contains, with: { oops: 1 }'),
      { code: 'PART_OPTION', place: 'suite.yaml:13:' },
    ],
    [
      'an unknown slice',
      replaced('synthetic: 0.05 }', 'synthetic: 0.05 }\n  critical: { "#luod": 0.05 }'),
      { code: 'UNKNOWN_SLICE', says: '#loud' },
    ],
    [
      'a critical slice without rows',
      {
        ...replaced('synthetic: 0.05 }', 'synthetic: 0.05 }\n  critical: { "real/#loud": 0.05 }'),
        'rows.jsonl': '{"input":"Say w1","expected":"w1"}\n',
      },
      { code: 'CRITICAL_EMPTY' },
    ],
    [
      'a missing rows file',
      replaced('rows.jsonl', 'nothing.jsonl'),
      { code: 'DATA_NOT_FOUND', place: 'suite.yaml:5:' },
    ],
    ['an empty dataset', { 'rows.jsonl': '' }, { code: 'DATA_EMPTY' }],
    ['no real rows at all', replaced(/data: .*/, 'data: {}'), { code: 'NO_REAL_CASES' }],
    ['a torn line', { 'rows.jsonl': `${rows(3)}{"input": "x` }, { code: 'DATA_ROW', place: 'rows.jsonl:4' }],
    ['invalid UTF-8', { 'rows.jsonl': 'INVALID' }, { code: 'DATA_ENCODING', place: 'rows.jsonl:4' }],
    [
      'a row without a field',
      { 'rows.jsonl': `${rows(2)}{"expected": "x"}\n` },
      { code: 'DATA_ROW', place: 'rows.jsonl:3' },
    ],
    [
      'one id twice',
      { 'rows.jsonl': '{"id":"a","input":"x","expected":"x"}\n{"id":"a","input":"y","expected":"y"}\n' },
      { code: 'DATA_DUPLICATE_ID', place: 'rows.jsonl:2' },
    ],
    [
      'a skill that is not declared',
      { 'rows.jsonl': '{"input":"x","expected":"x","skill":"sya"}\n' },
      { code: 'DATA_ROW', place: 'rows.jsonl:1', says: 'say' },
    ],
    [
      'rows that the scorer cannot read',
      { 'rows.jsonl': '{"input":"x","expected":{"a":1}}\n' },
      { code: 'EXPECTED_UNREADABLE', place: 'rows.jsonl:1' },
    ],
    ['rows of an unknown format', replaced('rows.jsonl', 'rows.xlsx'), { code: 'DATA_FORMAT' }],
    [
      'a cluster on both sides',
      {
        ...replaced(
          'licence: CC0-1.0 }] }',
          'licence: CC0-1.0 }], seeds: [{ path: seeds.jsonl, split: train }] }',
        ),
        'rows.jsonl': '{"input":"x","expected":"x","cluster":"k"}\n',
        'seeds.jsonl': '{"input":"y","expected":"y","cluster":"k"}\n',
      },
      { code: 'DATA_SPLIT' },
    ],
    [
      'a judge that is related to the target',
      replaced('score:', '# judged\nscore:'),
      { code: 'LINEAGE_RELATED' },
    ],
    [
      'a plugin that is not there',
      replaced('score:', 'plugins: [./no.ts]\nscore:'),
      { code: 'PLUGIN', place: 'suite.yaml:13:' },
    ],
    [
      'a target module that is not there',
      replaced('good.mjs', 'gone.mjs'),
      { code: 'MODULE_LOAD', place: 'suite.yaml:7:' },
    ],
  ];

  for (const [name, files, wanted] of cases) {
    test(name, async () => {
      const folder = project({ ...echoProject(20), ...files });
      if (name === 'invalid UTF-8')
        writeFileSync(
          path.join(folder, 'rows.jsonl'),
          Buffer.concat([Buffer.from(rows(3)), Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a])]),
        );
      if (name.startsWith('a judge')) {
        write(folder, {
          'suite.yaml': suite().replace(
            'models:',
            'models:\n  judges: [{ use: "module:./good.mjs", lineage: { vendor: none, family: echo } }]',
          ),
        });
      }
      expectFault(await heldout(folder, 'check', 'suite.yaml'), wanted);
      const document = json(await heldout(folder, 'check', 'suite.yaml', '--json'));
      expect(document.ok).toBe(false);
      expect(document.problems.map((problem: { code: string }) => problem.code)).toContain(wanted.code);
    });
  }
});

describe('commands that cannot run', () => {
  test('refs, targets, runs, cells, formats and options that are not there', async () => {
    const folder = project(echoProject(20, '', typos));
    const faults: readonly (readonly [readonly string[], Wanted])[] = [
      [['check', 'gone.yaml'], { code: 'SUITE_NOT_FOUND', says: 'gone.yaml' }],
      [['run', 'suite.yaml'], { code: 'NOT_GENERATED', says: 'heldout generate suite.yaml' }],
      [['generate', 'suite.yaml', '--cell', 'say/egde'], { code: 'USAGE', says: 'say/edge' }],
      [['diff', 'suite.yaml', '1', '2'], { code: 'VERSION_NOT_FOUND' }],
      [['explain', 'nothing', '--suite', 'suite.yaml'], { code: 'CASE_NOT_FOUND' }],
      [['report', 'suite.yaml', '--format', 'mdd'], { code: 'REPORT_FORMAT', says: 'md' }],
    ];
    for (const [args, wanted] of faults) expectFault(await heldout(folder, ...args), wanted);
    const error = json(await heldout(folder, 'explain', 'nothing', '--suite', 'suite.yaml', '--json'));
    expect(error).toMatchObject({ schemaVersion: 1, error: { code: 'CASE_NOT_FOUND' } });
    const usage = await heldout(folder, 'run', 'suite.yaml', '--tarrget', 'x');
    expect([usage.code, usage.stderr.includes('--target')]).toEqual([2, true]);
    expect((await heldout(folder, 'frobnicate')).code).toBe(2);
  });

  test('targets that are not there or are no refs', async () => {
    const folder = project(echoProject(20));
    const run = (ref: string) => heldout(folder, 'run', 'suite.yaml', '--target', ref);
    expectFault(await run('wat:thing'), { code: 'MODEL_REF', says: 'wat' });
    expectFault(await run('module:./nope.ts'), { code: 'MODULE_LOAD', says: 'nope.ts' });
    expectFault(await run('command:no-such-program-here'), { code: 'COMMAND_START' });
    expectFault(await run('http://127.0.0.1:9/answer'), { code: 'INFRASTRUCTURE', says: 'no connection' });
  });

  test('what the gate cannot decide is refused by name, not ignored', async () => {
    const refused = async (
      files: Readonly<Record<string, string>>,
      says: string,
      ...args: readonly string[]
    ) =>
      expectFault(await heldout(project({ ...echoProject(20), ...files }), 'test', 'suite.yaml', ...args), {
        code: 'GATE_UNSUPPORTED',
        says,
      });
    const weights = '  sequential: eprocess\n  weights: { say: 0.5, sing: 0.5 }\n';
    const singing = '  - { id: sing, description: Sings the message. }\nscore:';
    await refused({ 'suite.yaml': suite(weights).replace('score:', singing) }, 'gate.weights');
    const half = await heldout(
      project({ ...echoProject(20), 'suite.yaml': suite('  weights: { say: 0.5 }\n') }),
      'check',
      'suite.yaml',
    );
    expect([half.code, (half.stdout + half.stderr).replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining('must add up to 1'),
    ]);
  });

  test('scores between 0 and 1, and repeats, are decided: one row shows nothing, and no error says so', async () => {
    const fields = {
      'rows.jsonl': '{"input":"{\\"a\\":1,\\"b\\":3}","expected":{"a":1,"b":2}}\n',
      'suite.yaml': suite('run: { repeats: 2 }\n').replace('contains', 'json-fields'),
    };
    const tested = await heldout(project({ ...echoProject(20), ...fields }), 'test', 'suite.yaml', '--json');
    expect(tested.code).toBe(3);
    expect(json(tested)).toMatchObject({ status: 'inconclusive', trials: { planned: 2 } });
    expect(json(tested).arms[0]).toMatchObject({ n: 1, baseline: 0.5, candidate: 0.5, labels: 'verifiable' });
  });

  test('a local part that is missing or was changed is named, and `generate` mends it', async () => {
    const folder = project(echoProject(40, '', typos.replace('typo', 'upper')));
    write(folder, { 'suite.yaml': read(folder, 'suite.yaml').replace('CC0-1.0', 'internal') });
    expect((await heldout(folder, 'generate', 'suite.yaml')).code).toBe(0);
    const local = read(folder, '.heldout/suites/echo/cases.jsonl');
    const manifest = read(folder, 'echo/local.json');
    rmSync(path.join(folder, '.heldout/suites'), { recursive: true });
    expectFault(await heldout(folder, 'test', 'suite.yaml'), {
      code: 'LOCAL_PART',
      says: 'heldout generate',
    });
    write(folder, { '.heldout/suites/echo/cases.jsonl': `${local.split('\n')[0]}\n` });
    expectFault(await heldout(folder, 'test', 'suite.yaml'), { code: 'LOCAL_PART' });
    expect((await heldout(folder, 'generate', 'suite.yaml')).code).toBe(0);
    expect(read(folder, '.heldout/suites/echo/cases.jsonl')).toBe(local);
    expect(read(folder, 'echo/local.json')).toBe(manifest);
  });
});
