import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { fault, messageOf } from '../../core/errors.ts';
import { errorReply } from './errors.ts';
import { type FaultKind, faultOf, isFaultKind } from './faults.ts';
import { uniform } from './persona.ts';
import { createRoutes, type MockBehaviour, providerOf } from './routes.ts';
import { send } from './send.ts';

export interface MockServerOptions extends MockBehaviour {
  /** 0: a free one. */
  readonly port: number;
  /** How long an answer takes: drawn between the two for each request, by the seed. */
  readonly latencyMs: readonly [least: number, most: number];
  /** Requests without a key are refused. */
  readonly needsKey: boolean;
  readonly onRequest?: (request: {
    readonly method: string;
    readonly path: string;
    readonly status: number | FaultKind;
  }) => void;
}

/** A server that is running. */
export interface MockServer {
  readonly url: string;
  /** How many requests came. */
  readonly arrived: () => number;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Starts a server on the loopback that answers in the wire formats of OpenAI, Anthropic and Ollama as a persona does,
 * with the faults that were planned; a request can ask for one itself by the header `x-mock-fault`.
 * Throws USAGE where the port cannot be had.
 */
export async function startMockServer(options: MockServerOptions): Promise<MockServer> {
  const routes = createRoutes(options);
  let arrived = 0;
  const respond = async (request: IncomingMessage, response: ServerResponse, origin: string) => {
    const arrival = ++arrived;
    const { method = 'GET', headers } = request;
    const path = new URL(request.url ?? '/', origin).pathname;
    const bytes = await bodyOf(request);
    const { seed, latencyMs } = options;
    await wait(latencyMs[0] + (latencyMs[1] - latencyMs[0]) * uniform({ seed, arrival, of: 'latency' }));
    const provider = providerOf(path);
    const heard = (status: number | FaultKind) => options.onRequest?.({ method, path, status });
    const planned = wantedFault(headers['x-mock-fault']) ?? faultOf(options.faults, arrival, seed);
    const refused = statusFault(planned);
    if (planned !== null && refused !== null) {
      heard(planned.kind);
      return send(response, errorReply(provider, refused.status, refused.message, refused.headers), null);
    }
    if (options.needsKey && headers.authorization === undefined && headers['x-api-key'] === undefined) {
      heard(401);
      return send(response, errorReply(provider, 401, 'no key was sent'), null);
    }
    const routed = await answered(() =>
      routes({ method, path, origin, arrival, body: jsonOf(bytes), form: () => formOf(bytes, headers) }),
    ).then(
      (reply) => reply ?? errorReply(provider, 404, `there is no ${method} ${path}`),
      (error: unknown) => errorReply(provider, error instanceof BadRequest ? 400 : 500, messageOf(error)),
    );
    const spoilt =
      planned === null || isStatusFault(planned.kind) ? null : { ...planned, kind: planned.kind };
    heard(spoilt?.kind ?? (typeof routed === 'string' ? 200 : routed.status));
    return send(response, routed, spoilt);
  };
  const server = createServer((request, response) => {
    respond(request, response, `http://${request.headers.host ?? loopback}`).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, loopback, resolve);
  }).catch((error: unknown) => {
    const hint = 'leave `--port` out for a free one';
    throw fault('USAGE', `port ${options.port} cannot be had: ${messageOf(error)}`, { hint, cause: error });
  });
  const { port } = server.address() as AddressInfo; // it listens on a port, so it is no pipe
  return {
    url: `http://${loopback}:${port}`,
    arrived: () => arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What the client sent is not of the wire format. */
class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

async function answered<Reply>(route: () => Promise<Reply>): Promise<Reply> {
  try {
    return await route();
  } catch (error) {
    if (error instanceof z.ZodError) throw new BadRequest(z.prettifyError(error), { cause: error });
    if (error instanceof SyntaxError || error instanceof TypeError)
      throw new BadRequest(`the body cannot be read: ${error.message}`, { cause: error });
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Null where it is no JSON: the route says what it wanted. */
function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}

function formOf(bytes: Buffer, headers: IncomingMessage['headers']): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
}

function wantedFault(header: string | string[] | undefined) {
  const [kind = '', seconds = '1'] = String(header ?? '').split(':');
  return isFaultKind(kind) ? { kind, seconds: Number(seconds) || 0 } : null;
}

type StatusFault = Extract<FaultKind, 'rate-limit' | 'server-error' | 'overloaded'>;

function isStatusFault(kind: FaultKind): kind is StatusFault {
  return kind === 'rate-limit' || kind === 'server-error' || kind === 'overloaded';
}

function statusFault(planned: { readonly kind: FaultKind; readonly seconds: number } | null) {
  if (planned === null || !isStatusFault(planned.kind)) return null;
  switch (planned.kind) {
    case 'rate-limit':
      return {
        status: 429,
        message: 'too many requests',
        headers: { 'retry-after': String(planned.seconds), 'retry-after-ms': String(planned.seconds * 1000) },
      };
    case 'server-error':
      return { status: 500, message: 'the server had an error', headers: {} };
    case 'overloaded':
      return { status: 529, message: 'the server is overloaded', headers: {} };
  }
}
