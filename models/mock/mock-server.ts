import { setMaxListeners } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fault, HeldoutError, messageOf } from '../../core/errors.ts';
import { errorReply, type Provider } from './errors.ts';
import { createFaultPlan, type Fault, type FaultKind, parseWantedFault, statusOf } from './faults.ts';
import type { MockReply } from './mock-request.ts';
import type { MockBehaviour } from './replying.ts';
import { createRoutes, providerOf } from './routes.ts';
import { send } from './send.ts';
import { uniform } from './uniform.ts';

export interface MockServerOptions extends MockBehaviour {
  /** 0: a free one. */
  readonly port: number;
  /** How long an answer takes: drawn between the two for each request, by the seed. */
  readonly latencyMs: readonly [least: number, most: number];
  /** Requests without a key are refused, save Ollama's, which has none. */
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
  /** How many were answered with each status or spoilt by each fault, so far. */
  readonly counts: () => ReadonlyMap<number | FaultKind, number>;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Starts a server on the loopback that answers in the wire formats of OpenAI, Anthropic and Ollama as a persona does,
 * with the faults that were planned; a request can ask for one itself by the header `x-mock-fault`.
 * Throws USAGE where the port cannot be had.
 */
export async function startMockServer(options: MockServerOptions): Promise<MockServer> {
  const counted = new Map<number | FaultKind, number>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // every request that is waiting listens
  let arrived = 0;
  const respond = createResponding(options, closing.signal, (method, path, status) => {
    counted.set(status, (counted.get(status) ?? 0) + 1);
    options.onRequest?.({ method, path, status });
  });
  const server = createServer((request, response) => {
    // A client that gave up, or the end of the server; what is a defect must be seen.
    respond(request, response, ++arrived).catch((error: unknown) => {
      if (response.destroyed || closing.signal.aborted) return;
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`the mock failed: ${messageOf(error)}`);
    });
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
    counts: () => new Map(counted),
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createResponding(
  options: MockServerOptions,
  signal: AbortSignal,
  heard: (method: string, path: string, status: number | FaultKind) => void,
): (request: IncomingMessage, response: ServerResponse, arrival: number) => Promise<void> {
  const routes = createRoutes(options);
  const faults = createFaultPlan(options.faults, options.seed);
  const { seed, latencyMs, needsKey } = options;
  return async (request, response, arrival) => {
    const { method = 'GET', headers } = request;
    const origin = `http://${headers.host ?? loopback}`;
    const path = new URL(request.url ?? '/', origin).pathname;
    const provider = providerOf(path, headers);
    const bytes = await bodyOf(request);
    const planned = faults.next(arrival, `${method} ${path}\n${bytes.toString('base64')}`);
    const [least, most] = latencyMs;
    await wait(least + (most - least) * uniform({ seed, arrival, of: 'latency' }), undefined, { signal });

    const wanted = wantedFault(headers['x-mock-fault'], provider);
    const spoilt = wanted?.fault ?? planned;
    const refused =
      wanted?.refused ?? refusedBy(spoilt, provider) ?? (needsKey ? withoutKey(headers, provider) : null);
    if (refused !== null) {
      heard(method, path, refused.cause ?? refused.reply.status);
      return send(response, refused.reply, null, signal);
    }
    const body = jsonOf(bytes);
    const form = () => formOf(bytes, headers);
    const reply = await routes({ provider, method, path, origin, arrival, body, form });
    heard(method, path, spoilt?.kind ?? (typeof reply === 'string' ? 200 : reply.status));
    return send(response, reply, spoilt, signal);
  };
}

interface Refusal {
  readonly reply: MockReply;
  /** null: the request itself. */
  readonly cause: FaultKind | null;
}

function wantedFault(
  header: string | string[] | undefined,
  provider: Provider,
): { readonly fault: Fault | null; readonly refused: Refusal | null } | null {
  if (header === undefined) return null;
  try {
    return { fault: parseWantedFault(String(header)), refused: null };
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    const { message, hint } = error.problems[0];
    const reply = errorReply(provider, 400, `x-mock-fault: ${message}; ${hint ?? ''}`);
    return { fault: null, refused: { reply, cause: null } };
  }
}

function refusedBy(planned: Fault | null, provider: Provider): Refusal | null {
  const refused = planned === null ? null : statusOf(planned);
  if (planned === null || refused === null) return null;
  const { kind, seconds } = planned;
  const headers =
    kind === 'rate-limit'
      ? { 'retry-after': String(seconds), 'retry-after-ms': String(seconds * 1000) }
      : undefined;
  return { reply: errorReply(provider, refused.status, refused.message, headers), cause: kind };
}

function withoutKey(headers: IncomingHttpHeaders, provider: Provider): Refusal | null {
  if (provider === 'ollama' || headers.authorization !== undefined || headers['x-api-key'] !== undefined)
    return null;
  return { reply: errorReply(provider, 401, 'no key was sent'), cause: null };
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

function formOf(bytes: Buffer, headers: IncomingHttpHeaders): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
}
