import { execFileSync, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { echoProject, heldout, json, project, read, target, write } from './cli.ts';

const root = path.join(import.meta.dirname, '../..');

/** Runs a target that is the module of this body on 20 rows. */
async function run(body: string, more = '') {
  const folder = project({ ...echoProject(20, more), 'odd.mjs': target(body) });
  const outcome = await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./odd.mjs', '--json');
  return { folder, outcome };
}

describe('a target that misbehaves has errored trials, and the run is done', () => {
  const faulty: readonly (readonly [string, string, string, string])[] = [
    ['throws', 'throw new Error("it broke");', 'target', 'it broke'],
    ['throws what is no error', 'throw 42;', 'target', ''],
    ['hangs', 'return new Promise(() => {});', 'timeout', ''],
    ['answers with 50 MB', 'return { text: "x".repeat(50e6) };', 'target', ''],
    ['answers with bytes', 'return { text: new Uint8Array([255, 254]) };', 'target', 'text'],
    ['answers with nothing', 'return undefined;', 'target', ''],
  ];
  for (const [name, body, kind, says] of faulty) {
    test(name, async () => {
      const { folder, outcome } = await run(body, 'run: { timeoutMs: 300 }\n');
      expect(outcome.code, outcome.stderr).toBe(0);
      const document = json(outcome);
      expect(document.trials).toMatchObject({
        planned: 20,
        completed: 0,
        errored: 20,
        skipped: 0,
        faults: { [kind]: 20 },
      });
      expect(document.scores[0].mean).toBe(0);
      const journal = read(folder, `.heldout/runs/${document.run}/journal.jsonl`);
      expect(journal.split('\n').filter(Boolean)).toHaveLength(20);
      expect(journal).toContain(says);
      expect(journal.length).toBeLessThan(50_000);
    });
  }
});

describe('code under test that reaches for the process', () => {
  test('process.exit(0) is no pass: exit 2, and it says so', async () => {
    const { outcome } = await run('process.exit(0);');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('ended by code under test');
  });

  test('an error in a timer is exit 2 without a stack trace', async () => {
    const { outcome } = await run(
      'setTimeout(() => { throw new Error("late"); }, 1); await new Promise((done) => setTimeout(done, 50)); return { text };',
    );
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('late');
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
  });

  test('a timer that is left open does not keep the command alive', async () => {
    const { outcome } = await run('setInterval(() => {}, 1000); return { text };');
    expect(outcome.code).toBe(0);
    expect(json(outcome).trials.completed).toBe(20);
  });

  test('what it writes to stdout does not break the JSON document', async () => {
    const { outcome } = await run(
      'console.log("chatter"); process.stdout.write("more\\n"); return { text };',
    );
    expect(outcome.code).toBe(0);
    expect(json(outcome).trials.completed).toBe(20);
    expect(outcome.stderr).toContain('chatter');
  });
});

describe('command and http targets', () => {
  test('a command answers JSON lines in any order; one that dies or speaks garbage is at fault itself', async () => {
    const program = (answer: string) =>
      `import { createInterface } from 'node:readline';\nconst waiting = [];\nfor await (const line of createInterface({ input: process.stdin })) {\n  const { id, text } = JSON.parse(line);\n  ${answer}\n}\n`;
    const folder = project({
      ...echoProject(20),
      'shuffled.mjs': program(
        'waiting.push({ id, text }); if (waiting.length === 4) for (const one of waiting.splice(0).reverse()) console.log(JSON.stringify(one));',
      ),
      'dies.mjs': program('process.exit(7);'),
      'garbage.mjs': program("console.log('no json');"),
    });
    const call = async (file: string) =>
      json(
        await heldout(
          folder,
          'run',
          'suite.yaml',
          '--target',
          `command:node ${file}`,
          '--concurrency',
          '4',
          '--json',
        ),
      );
    expect((await call('shuffled.mjs')).trials).toMatchObject({ completed: 20, errored: 0 });
    expect((await call('dies.mjs')).trials).toMatchObject({ completed: 0, faults: { target: 20, infra: 0 } });
    expect((await call('garbage.mjs')).trials).toMatchObject({
      completed: 0,
      faults: { target: 20, infra: 0 },
    });
  });

  test('http: 429 is tried again, 500 is the target’s fault, and what is asked for is counted', async () => {
    const seen = new Map<string, number>();
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        const { id, text } = JSON.parse(body);
        const times = (seen.get(id) ?? 0) + 1;
        seen.set(id, times);
        if (request.url === '/broken') response.writeHead(500).end('no');
        else if (times === 1) response.writeHead(429, { 'retry-after': '0' }).end();
        else response.end(JSON.stringify({ id, text }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listens on a port, so it is no pipe
      const folder = project(echoProject(20));
      const document = json(await heldout(folder, 'run', 'suite.yaml', '--target', `${url}/ok`, '--json'));
      expect(document.trials).toMatchObject({ completed: 20, errored: 0 });
      expect(document.spend).toMatchObject({ usd: null, requests: 40 });
      const broken = json(await heldout(folder, 'run', 'suite.yaml', '--target', `${url}/broken`, '--json'));
      expect(broken.trials).toMatchObject({ completed: 0, faults: { target: 20 } });
    } finally {
      server.close();
    }
  });
});

test('a full disk: exit 2, what is finished is kept, and the run goes on when there is room', async () => {
  const folder = project({ ...echoProject(4000) });
  // A limit on the size of files stands for the full disk: 128 blocks of 1,024 bytes.
  const tsx = path.join(root, 'node_modules/tsx/dist/esm/index.mjs');
  const command = `ulimit -f 128; exec "${process.execPath}" --import "${tsx}" "${path.join(root, 'cli/main.ts')}" run suite.yaml --json`;
  const full = spawnSync('bash', ['-c', `trap '' XFSZ; ${command}`], { cwd: folder, encoding: 'utf8' });
  expect(full.status, full.stderr).toBe(2);
  expect(JSON.parse(full.stdout).error.code).toBe('WRITE_FAILED');
  expect(full.stderr).not.toMatch(/^\s+at /m);
  const resumed = json(await heldout(folder, 'run', 'suite.yaml', '--resume', '--json'));
  expect(resumed.trials).toMatchObject({ planned: 4000, completed: 4000 });
  const lines = read(folder, `.heldout/runs/${resumed.run}/journal.jsonl`).split('\n').filter(Boolean);
  expect(new Set(lines.map((line) => JSON.parse(line).caseId)).size).toBe(4000);
  expect(lines).toHaveLength(4000);
});

test('the built program runs in a folder without a package.json, with TypeScript and CommonJS targets', async () => {
  const built = project({ 'package.json': read(root, 'package.json') });
  execFileSync(process.execPath, [
    path.join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    path.join(root, 'tsconfig.build.json'),
    '--outDir',
    path.join(built, 'dist'),
  ]);
  execFileSync('ln', ['-s', path.join(root, 'node_modules'), path.join(built, 'node_modules')]);
  const folder = project(echoProject(80));
  write(folder, {
    'typed.ts':
      'import { answer } from "./answer.ts";\nexport const target = { call: async (input: { messages: readonly { content: string }[] }) => ({ text: answer(input.messages.at(-1)?.content ?? "") }) };\n',
    'answer.ts': 'export const answer = (text: string): string => text;\n',
    'common.cjs': 'exports.target = { call: async (input) => ({ text: input.messages.at(-1).content }) };\n',
  });
  for (const ref of ['module:./typed.ts', 'module:./common.cjs']) {
    const outcome = spawnSync(
      process.execPath,
      [path.join(built, 'dist/cli/main.js'), 'test', 'suite.yaml', '--target', ref, '--json'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(outcome.status, outcome.stderr).toBe(0);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ status: 'pass', trials: { completed: 80 } });
  }
});
