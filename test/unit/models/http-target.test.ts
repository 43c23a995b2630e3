import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseInput } from '../../../core/case.ts';
import { InfrastructureError } from '../../../core/errors.ts';
import { openHttpTarget } from '../../../models/http-target.ts';

type Route = (body: string, response: ServerResponse, request: IncomingMessage) => void;
const reply = (body: string, status = 200, headers: Record<string, string> = {}): Route => {
  return (_, response) => void response.writeHead(status, headers).end(body);
};
const routes: Readonly<Record<string, Route>> = {
  '/echo': (body, response) => response.end(JSON.stringify({ id: JSON.parse(body).id, text: body })),
  '/headers': (_, response, request) =>
    response.end(JSON.stringify({ text: JSON.stringify(request.headers) })),
  '/method': (_, response, request) => response.end(JSON.stringify({ text: request.method })),
  '/html-type': reply('{"text":"fine"}', 200, { 'content-type': 'text/html' }),
  '/created': reply('{"text":"fine"}', 201),
  '/html': reply('<html>Welcome</html>'),
  '/empty': reply(''),
  '/no-content': reply('', 204),
  '/bare-string': reply('"spam"'),
  '/other-id': reply('{"id":"another","text":"x"}'),
  '/utf8': reply('{"text":"x"}\xff'),
  '/redirect': reply('', 307, { location: '/echo' }),
  '/busy-seconds': reply('slow down', 429, { 'retry-after': '7' }),
  '/busy': reply('', 503),
  '/502': reply('', 502),
  '/504': reply('', 504),
  '/500': reply('it broke', 500),
  '/400': reply('bad case', 400),
  '/408': reply('', 408),
  '/flood': (_, response) => {
    const chunk = 'x'.repeat(1 << 16);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  },
  '/broken-off': (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"text":');
    setTimeout(() => response.destroy(), 10);
  },
  '/reset': (_, response) => void response.socket?.destroy(),
  '/bad-gzip': reply('no gzip at all', 200, { 'content-encoding': 'gzip' }),
  '/never': () => {},
};

const sockets = new Set<Socket>();
let connections = 0;
const server = createServer(async (request, response) => {
  const body = await text(request);
  routes[request.url ?? '']?.(body, response, request);
});
server.on('connection', (socket) => {
  connections++;
  sockets.add(socket);
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

const signal = new AbortController().signal;
const input: CaseInput = { messages: [{ role: 'user', content: 'hi' }], documents: [{ id: 'd', text: 't' }] };
const call = (path: string) => openHttpTarget(origin + path).call(input, signal, 'c1');
const failure = (path: string): Promise<unknown> =>
  call(path).then(
    (output) => ({ output }),
    (error: unknown) => error,
  );

describe('the wire', () => {
  test('POSTs the object that commands get too', async () => {
    expect(JSON.parse((await call('/echo')).text)).toEqual({ id: 'c1', text: 'hi', ...input });
    expect((await call('/method')).text).toBe('POST');
  });

  test('sends JSON and no credentials', async () => {
    const headers = JSON.parse((await call('/headers')).text);
    expect(headers['content-type']).toBe('application/json');
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/authorization|cookie|key/)]),
    );
  });

  test.each(['/html-type', '/created'])('%s: what parses is an answer', async (path) => {
    expect(await call(path)).toEqual({ text: 'fine' });
  });
});

describe('whose fault', () => {
  test.each([
    ['/busy-seconds', /status 429: slow down/, 7000],
    ['/busy', /status 503$/, null],
    ['/502', /status 502$/, null],
    ['/504', /status 504$/, null],
    ['/reset', /no connection/, null],
  ])('%s: infrastructure', async (path, message, retryAfterMs) => {
    const error = await failure(path);
    expect(error).toBeInstanceOf(InfrastructureError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), retryAfterMs });
  });

  test('no server, and no such host: infrastructure', async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const port = portOf(closed);
    await new Promise((resolve) => closed.close(resolve));
    for (const url of [`http://127.0.0.1:${port}/`, 'http://nowhere.invalid/']) {
      const error = await openHttpTarget(url)
        .call(input, signal)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InfrastructureError);
      expect(error).toMatchObject({ message: expect.stringMatching(/no connection to .*\(E[A-Z_]+/) });
    }
  });

  test.each([
    ['/500', /status 500: it broke/],
    ['/400', /status 400: bad case/],
    ['/408', /status 408/],
    ['/redirect', /status 307: it redirects to \/echo, which is not followed/],
    ['/html', /`<html>Welcome<\/html>`, which is not JSON/],
    ['/empty', /answered nothing, which is not JSON/],
    ['/no-content', /answered nothing, which is not JSON/],
    ['/bare-string', /gave a string/],
    ['/other-id', /for the id `another`; it was asked for `c1`/],
    ['/flood', /over the limit of 20000000 bytes/],
    ['/broken-off', /broke off/],
    ['/bad-gzip', /unreadable/],
  ])('%s: the target', async (path, message) => {
    const error = await failure(path);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(InfrastructureError);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  });

  test('something that answers, but not in HTTP: the target', async () => {
    const tcp = createTcpServer((socket) => {
      sockets.add(socket);
      socket.once('data', () => socket.end('220 ready for mail\r\n\r\n'));
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const error = await openHttpTarget(`http://127.0.0.1:${portOf(tcp)}/`)
      .call(input, signal)
      .catch((thrown: unknown) => thrown);
    tcp.close();
    expect(error).not.toBeInstanceOf(InfrastructureError);
    expect(error).toMatchObject({ message: expect.stringMatching(/unreadable reply/) });
  });
});

describe('calls', () => {
  test('an abort passes through, and close ends what is in flight', async () => {
    const target = openHttpTarget(`${origin}/never`);
    const controller = new AbortController();
    const given = target.call(input, controller.signal);
    const other = target.call(input, signal);
    controller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await target.close?.();
    await expect(other).rejects.toThrow('the target was closed');
    await expect(target.call(input, signal)).rejects.toThrow('the target was closed');
  });

  test('connections are kept: 3,000 calls, 20 at a time, one in ten refused, use few of them', async () => {
    const before = connections;
    const targets = ['/echo', '/busy', '/400'].map((path) => openHttpTarget(origin + path));
    let left = 3000;
    const worker = async () => {
      while (left > 0) {
        left--;
        const target = left % 10 === 0 ? targets[1 + ((left / 10) % 2)] : targets[0];
        await target?.call(input, new AbortController().signal).catch(() => null);
      }
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    expect(connections - before).toBeLessThanOrEqual(40);
  });
});

function portOf(listening: { address(): ReturnType<typeof server.address> }): number {
  // A server on TCP has an address and a port.
  return (listening.address() as AddressInfo).port;
}
