import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { run } from '../../../pipeline/run.ts';
import { echoProject, project, read, write } from '../../e2e/cli.ts';

test('`budget.requests` bounds the calls of a server, and `--resume` goes on with a larger one', async () => {
  let calls = 0;
  const server = createServer((request, response) => {
    calls++;
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ text: 'hello' }));
  }).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    // A server on a port has an address of this kind.
    const { port } = server.address() as AddressInfo;
    const folder = project(echoProject(40));
    const whole = read(folder, 'suite.yaml');
    const options = { target: `http://127.0.0.1:${port}/`, workingFolder: folder };
    write(folder, { 'suite.yaml': `${whole}budget: { requests: 15 }\n` });
    const stopped = await run(await loadSuite('suite.yaml', folder), options);
    expect([calls, stopped.trials.completed]).toEqual([15, 15]);
    expect(stopped.problem?.code).toBe('RUN_MISSING');
    write(folder, { 'suite.yaml': whole });
    const rest = await run(await loadSuite('suite.yaml', folder), { ...options, resume: true });
    expect([calls, rest.trials.completed, rest.problem]).toEqual([40, 40, null]);
  } finally {
    server.close();
  }
});
