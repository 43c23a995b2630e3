import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { rows, target, write } from './cli.ts';
import { packedProject } from './packed.ts';

let folder = '';
beforeAll(async () => {
  folder = await packedProject();
  // A real installation fetches what npm's cache lacks.
}, 900_000);

/** Rows whose tag `loud` marks every fourth; the broken target fails those only. */
function writeProject(count: number, inconclusive: string): void {
  write(folder, {
    'rows.jsonl': rows(count),
    'good.mjs': target('return { text };'),
    'broken.mjs': target('return { text: Number(/\\d+/.exec(text)[0]) % 4 === 0 ? "?" : text };'),
    // Notes who called it.
    'noted.mjs': `import { appendFileSync } from 'node:fs';\n${target('appendFileSync("calls.txt", process.pid + "\\n"); return { text };')}`,
    'suite.yaml': `schemaVersion: 1
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
    'vitest.config.mjs': "export default { test: { include: ['*.gate.ts'] } };\n",
  });
  rmSync(path.join(folder, '.heldout'), { recursive: true, force: true });
}

function gateFile(name: string, options: string): void {
  writeFileSync(
    path.join(folder, `${name}.gate.ts`),
    `import { evalGate } from 'heldout/vitest';\nevalGate('suite.yaml', ${options});\n`,
  );
}

const program = () => path.join(folder, 'node_modules/vitest/vitest.mjs');
const page = (name: string) => readFileSync(path.join(folder, name), 'utf8');

interface Outcome {
  readonly code: number | null;
  /** Test name → state and message. */
  readonly tests: Readonly<Record<string, { readonly state: string; readonly message: string }>>;
  readonly output: string;
}

function vitest(...more: readonly string[]): Outcome {
  const args = [program(), 'run', '--reporter=json', '--outputFile.json=out.json', ...more];
  const { VITEST_MODE: _, ...env } = process.env;
  const result = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1' },
  });
  const results: { title: string; status: string; failureMessages: string[] }[] = JSON.parse(
    page('out.json'),
  ).testResults.flatMap((file: { assertionResults: [] }) => file.assertionResults);
  return {
    code: result.status,
    tests: Object.fromEntries(
      results.map(({ title, status, failureMessages }) => [
        title,
        { state: status, message: failureMessages.join('\n') },
      ]),
    ),
    output: `${result.stdout}${result.stderr}${page('out.json')}`,
  };
}

describe('evalGate of the packed tarball, in a fresh project', () => {
  test('passes a target that is no worse: one test per slice and one for the decision', () => {
    writeProject(400, 'fail');
    gateFile('ship', "{ target: 'module:./good.mjs' }");
    const { code, tests, output } = vitest();
    expect(code, output).toBe(0);
    expect(Object.keys(tests).sort()).toEqual(['decision', 'slice real/#loud', 'slice real/say']);
    expect(Object.values(tests).every(({ state }) => state === 'passed')).toBe(true);
  });

  test('fails a broken target with exit 1, in the slice and in the decision, with the gate’s words; JUnit has their names', () => {
    writeProject(400, 'fail');
    gateFile('ship', "{ target: 'module:./broken.mjs' }");
    const { code, tests } = vitest('--reporter=junit', '--outputFile.junit=out.xml');
    expect(code).toBe(1);
    expect(tests['slice real/#loud']?.state).toBe('failed');
    expect(tests['slice real/#loud']?.message).toContain('worse by more than the margin');
    expect(tests['decision']?.message).toContain('GATE FAIL');
    expect(tests['decision']?.message).toContain('real/#loud');
    const junit = page('out.xml');
    for (const name of ['slice real/#loud', 'slice real/say', 'decision']) {
      expect(junit).toContain(`name="gate suite.yaml with module:./broken.mjs &gt; ${name}"`);
    }
  });

  test('an inconclusive gate fails, or is skipped where the suite lets it through', () => {
    writeProject(12, 'fail');
    gateFile('ship', '{}');
    const strict = vitest();
    expect(strict.code).toBe(1);
    expect(strict.tests['decision']?.message).toContain('GATE INCONCLUSIVE');
    expect(strict.tests['slice real/say']?.state).toBe('passed');
    expect(strict.tests['slice real/#loud']?.state).toBe('failed');
    writeProject(12, 'neutral');
    expect(vitest().tests['decision']?.state).toBe('skipped');
  });

  test('what cannot run fails the file and says why', () => {
    writeProject(40, 'fail');
    gateFile('ship', '{}');
    rmSync(path.join(folder, 'rows.jsonl'));
    const { code, output } = vitest();
    expect(code).toBe(1);
    expect(output).toContain('DATA_NOT_FOUND');
    expect(output).toContain('suite.yaml:5:');
  });

  test('gates of one suite take turns, each outside of vitest’s workers: the baseline is run once', () => {
    writeProject(120, 'fail');
    gateFile('ship', "{ target: 'module:./noted.mjs' }");
    writeFileSync(
      path.join(folder, 'other.gate.ts'),
      "import { writeFileSync } from 'node:fs';\nimport { evalGate } from 'heldout/vitest';\nwriteFileSync('worker.txt', String(process.pid));\nevalGate('suite.yaml', { target: 'module:./noted.mjs' });\n",
    );
    const { code, output } = vitest();
    rmSync(path.join(folder, 'other.gate.ts'));
    expect(code, output).toBe(0);
    const runs = readdirSync(path.join(folder, '.heldout/runs'));
    const roles = runs.map((id) => JSON.parse(page(`.heldout/runs/${id}/header.json`)).role);
    expect(roles.sort()).toEqual(['baseline', 'candidate', 'candidate']);
    const callers = page('calls.txt').trim().split('\n');
    expect(callers).toHaveLength(240);
    expect(new Set(callers).size).toBe(2);
    expect(callers).not.toContain(page('worker.txt'));
    rmSync(path.join(folder, 'calls.txt'));
  });

  test('in watch mode a change of the policy is gated on the outputs that are there', async () => {
    writeProject(120, 'fail');
    gateFile('ship', "{ target: 'module:./noted.mjs' }");
    const watching = spawn(
      process.execPath,
      [program(), '--watch', '--reporter=json', '--outputFile.json=watch.json'],
      {
        cwd: folder,
        env: { ...process.env, NO_COLOR: '1', CI: '' },
        stdio: ['pipe', 'inherit', 'inherit'],
      },
    );
    try {
      const first = await written('watch.json', 0);
      expect(JSON.parse(page('watch.json')).numFailedTests).toBe(0);
      write(folder, { 'suite.yaml': page('suite.yaml').replace('real: 0.05', 'real: 0.01') });
      gateFile('ship', "{ target: 'module:./noted.mjs' } /* again */");
      await written('watch.json', first);
      // 120 cases show no margin of one point: decided anew, and the target was not called again.
      expect(
        JSON.parse(page('watch.json')).testResults[0].assertionResults.at(-1).failureMessages[0],
      ).toContain('GATE INCONCLUSIVE');
      expect(page('calls.txt').trim().split('\n')).toHaveLength(120);
    } finally {
      watching.kill();
    }
  });
});

/** Waits until a file is written after `since`, and gives when. */
async function written(name: string, since: number): Promise<number> {
  const file = path.join(folder, name);
  for (;;) {
    const time = existsSync(file) ? statSync(file).mtimeMs : 0;
    if (time > since) return time;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
