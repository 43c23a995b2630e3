import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
// Below the repository, so that `vitest` is found where a user's project would have it.
mkdirSync(path.join(root, '.heldout'), { recursive: true });
const folder = mkdtempSync(path.join(root, '.heldout/eval-gate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rows whose tag `loud` marks every fourth; the broken target fails those only. */
function writeProject(rows: number, inconclusive: string): void {
  const lines = Array.from({ length: rows }, (_, i) =>
    JSON.stringify({ input: `Say w${i}`, expected: `w${i}`, tags: i % 4 === 0 ? ['loud'] : [] }),
  );
  writeFileSync(path.join(folder, 'rows.jsonl'), `${lines.join('\n')}\n`);
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(path.join(folder, 'good.mjs'), target('return { text };'));
  writeFileSync(
    path.join(folder, 'broken.mjs'),
    target('return { text: Number(/\\d+/.exec(text)[0]) % 4 === 0 ? "?" : text };'),
  );
  writeFileSync(
    path.join(folder, 'suite.yaml'),
    `schemaVersion: 1
id: echo
title: Echo
task: { kind: qa, instructions: Echo the message. }
data: { heldout: [{ path: rows.jsonl }] }
models:
  target: { use: "module:./good.mjs", lineage: { vendor: none, family: echo } }
  baseline: { use: "module:./good.mjs", lineage: { vendor: none, family: echo } }
skills: [{ id: say, description: Repeats the message. }]
score: [{ use: contains }]
slices: [loud]
gate: { margin: { real: 0.05, synthetic: 0.05 }, critical: { "#loud": 0.1 }, inconclusive: ${inconclusive} }
`,
  );
  writeFileSync(
    path.join(folder, 'vitest.config.mjs'),
    "export default { test: { include: ['*.gate.ts'] } };\n",
  );
}

function target(body: string): string {
  return `export const target = { async call(input) { const text = input.messages.at(-1).content; ${body} } };\n`;
}

interface Outcome {
  readonly code: number | null;
  /** Test name → state and message. */
  readonly tests: Readonly<Record<string, { readonly state: string; readonly message: string }>>;
  readonly output: string;
}

function vitest(options: string): Outcome {
  writeFileSync(
    path.join(folder, 'ship.gate.ts'),
    `import { evalGate } from '../../vitest/index.ts';\nevalGate('suite.yaml', ${options});\n`,
  );
  const args = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json'];
  const result = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  const start = result.stdout.indexOf('{');
  const report = JSON.parse(result.stdout.slice(start));
  const results: { title: string; status: string; failureMessages: string[] }[] = report.testResults.flatMap(
    (file: { assertionResults: [] }) => file.assertionResults,
  );
  return {
    code: result.status,
    tests: Object.fromEntries(
      results.map(({ title, status, failureMessages }) => [
        title,
        { state: status, message: failureMessages.join('\n') },
      ]),
    ),
    output: `${result.stdout}${result.stderr}`,
  };
}

describe('evalGate', () => {
  test('passes a target that is no worse: one test per slice and one for the decision', () => {
    writeProject(400, 'fail');
    const { code, tests } = vitest("{ target: 'module:./good.mjs' }");
    expect(code).toBe(0);
    expect(Object.keys(tests).sort()).toEqual(['decision', 'slice real/#loud', 'slice real/say']);
    expect(Object.values(tests).every(({ state }) => state === 'passed')).toBe(true);
  });

  test('fails a broken target in the slice and in the decision, with the gate’s words', () => {
    writeProject(400, 'fail');
    const { code, tests } = vitest("{ target: 'module:./broken.mjs' }");
    expect(code).toBe(1);
    expect(tests['slice real/#loud']?.state).toBe('failed');
    expect(tests['slice real/#loud']?.message).toContain('worse by more than the margin');
    expect(tests['decision']?.message).toContain('GATE FAIL');
    expect(tests['decision']?.message).toContain('real/#loud');
  });

  test('an inconclusive gate fails, or is skipped where the suite lets it through', () => {
    writeProject(12, 'fail');
    const strict = vitest('{}');
    expect(strict.code).toBe(1);
    expect(strict.tests['decision']?.message).toContain('GATE INCONCLUSIVE');
    expect(strict.tests['slice real/say']?.state).toBe('passed');
    expect(strict.tests['slice real/#loud']?.state).toBe('failed');
    writeProject(12, 'neutral');
    expect(vitest('{}').tests['decision']?.state).toBe('skipped');
  });

  test('what cannot run fails the file and says why', () => {
    writeProject(40, 'fail');
    rmSync(path.join(folder, 'rows.jsonl'));
    const { code, output } = vitest('{}');
    expect(code).toBe(1);
    expect(output).toContain('DATA_NOT_FOUND');
    expect(output).toContain('suite.yaml:5:');
  });
});
