import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { MockServer } from '../../models/mock/mock-server.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { mock } from '../../pipeline/mock.ts';
import { openJudgeModels } from '../../pipeline/open-judge-models.ts';
import { test as runTest } from '../../pipeline/test.ts';
import { echoProject, project, suite } from './cli.ts';

// An Ollama whose names can come to stand for other weights: the rest is the mock's.
let behind: MockServer;
let digest = 'sha256:aaaaaaaaaaaaaaaaaaaaaa';
let chats = 0;
const front = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  if (request.url === '/api/tags')
    return response.end(JSON.stringify({ models: [{ name: 'tuned:latest', digest }] }));
  if (request.url === '/api/chat') chats++;
  const body = Buffer.concat(chunks);
  const reply = await fetch(`${behind.url}${request.url}`, {
    method: request.method ?? 'GET',
    ...(body.length === 0 ? {} : { body, headers: { 'content-type': 'application/json' } }),
  });
  return response.writeHead(reply.status).end(await reply.text());
});

beforeAll(async () => {
  behind = await mock();
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port } = front.address() as AddressInfo; // it listens on a port, so it is no pipe
  process.env['OLLAMA_HOST'] = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  delete process.env['OLLAMA_HOST'];
  front.close();
  await behind.close();
});

test('a baseline run on other weights of the same name is none: it is run anew', async () => {
  const own = suite().replace(/use: "module:.\/good.mjs", lineage/g, 'use: "ollama:tuned", lineage');
  const folder = project({ ...echoProject(60), 'suite.yaml': own });
  const decide = async () => runTest(await loadSuite('suite.yaml', folder));
  const first = await decide();
  expect(first.baselineTarget).toMatchObject({ ref: 'ollama:tuned', weights: 'aaaaaaaaaaaa' });
  expect((await decide()).baseline).toBe(first.baseline);
  digest = 'sha256:bbbbbbbbbbbbbbbbbbbbbb';
  const anew = await decide();
  expect(anew.baseline).not.toBe(first.baseline);
  expect(anew.baselineTarget).toMatchObject({ weights: 'bbbbbbbbbbbb' });
});

test('a judge on other weights of the same name answers for itself, and is named by them', async () => {
  const judges = 'judges: [{ use: "ollama:tuned", lineage: { vendor: none, family: tuned } }]';
  const folder = project({
    ...echoProject(20),
    'suite.yaml': suite().replace('models:', `models:\n  ${judges}`),
  });
  const prompt = { name: 'a/b', system: '', user: 'Is it?', holes: [] };
  const schema = z.strictObject({ answer: z.string() });
  const ask = async () => {
    const { models, close } = await openJudgeModels(await loadSuite('suite.yaml', folder), true);
    const question = { prompt, messages: [{ role: 'user', content: 'Is it?' }], schema, attempt: 0 } as const;
    const answer = await models[0]?.ask(question, new AbortController().signal);
    await close();
    return [answer?.answeredBy, chats] as const;
  };
  digest = 'sha256:aaaaaaaaaaaaaaaaaaaaaa';
  const before = chats;
  expect(await ask()).toEqual(['tuned@aaaaaaaaaaaa', before + 1]);
  expect(await ask()).toEqual(['tuned@aaaaaaaaaaaa', before + 1]);
  digest = 'sha256:bbbbbbbbbbbbbbbbbbbbbb';
  expect(await ask()).toEqual(['tuned@bbbbbbbbbbbb', before + 2]);
  digest = 'sha256:aaaaaaaaaaaaaaaaaaaaaa';
  expect(await ask()).toEqual(['tuned@aaaaaaaaaaaa', before + 2]);
});
