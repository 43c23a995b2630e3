import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';
import { afterAll, beforeAll } from 'vitest';
import { openTarget } from '../../models/open-target.ts';
import { answered } from '../fixtures/models/contract-behaviours.mjs';
import { targetContract } from './target-contract.ts';

const fixtures = fileURLToPath(new URL('../fixtures/models/', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'heldout-targets-'));
const jiti = createJiti(import.meta.url);
const loadModule = (file: string) => jiti.import<Record<string, unknown>>(file);

const server = createServer(async (request, response) => {
  const behaviour = request.url?.slice(1) ?? '';
  const { id, text: said, ...input } = JSON.parse(await text(request));
  const bad = !said.startsWith('ok');
  if (bad && behaviour === 'fails') response.writeHead(500).end('the model fell over');
  else if (bad && behaviour === 'garbage') response.end(Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  else response.end(JSON.stringify({ id, ...(await answered(behaviour, input)) }));
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

targetContract('module:', (behaviour) => {
  const file = path.join(folder, `${behaviour}.ts`);
  const source = JSON.stringify(path.join(fixtures, 'contract-behaviours.mjs'));
  writeFileSync(
    file,
    `import { answered } from ${source};
     export const target = { call: (input: object) => answered('${behaviour}', input) };`,
  );
  return openTarget({ scheme: 'module', path: `./${behaviour}.ts` }, { folder, loadModule });
});

targetContract('command:', (behaviour) =>
  openTarget(
    { scheme: 'command', command: `node contract-command.mjs ${behaviour}` },
    {
      folder: fixtures,
      loadModule,
    },
  ),
);

targetContract('http:', (behaviour) => {
  // A server on TCP has an address and a port.
  const { port } = server.address() as AddressInfo;
  return openTarget({ scheme: 'http', url: `http://127.0.0.1:${port}/${behaviour}` }, { folder, loadModule });
});
