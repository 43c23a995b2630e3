import { InfrastructureError, messageOf, TimeoutError } from '../core/errors.ts';
import type { Target } from '../core/seams.ts';
import { parseOutput } from './parse-output.ts';
import { retryAfterMs } from './retry-after.ts';
import { longestReply, parseReply, wireRequest } from './wire.ts';

const busyStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** How much of a refusal is read: enough to show, and to keep the connection for the next call. */
const longestRefusal = 65_536;
const shownOfRefusal = 200;

/**
 * A target that answers POSTs of one JSON object each; connections are kept open between calls. No connection (also
 * one that breaks before the answer begins), 429, 502, 503 and 504 are infrastructure; any other status and an
 * unreadable, oversized or broken-off reply are the target's own fault. Redirects are not followed, so cases go to no
 * other host than the one named. No credentials are sent.
 */
export function openHttpTarget(url: string): Target {
  const inFlight = new Set<AbortController>();
  let calls = 0;
  let closed = false;
  return {
    async call(input, signal, id) {
      signal.throwIfAborted();
      if (closed) throw new Error('the target was closed');
      const own = new AbortController();
      const onAbort = () => own.abort(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      inFlight.add(own);
      try {
        calls++;
        return await exchange(url, id ?? `call-${calls}`, input, own.signal);
      } catch (error) {
        own.signal.throwIfAborted();
        throw error;
      } finally {
        inFlight.delete(own);
        signal.removeEventListener('abort', onAbort);
      }
    },
    async close() {
      closed = true;
      for (const call of inFlight) call.abort(new Error('the target was closed'));
    },
  };
}

async function exchange(
  url: string,
  id: string,
  input: Parameters<Target['call']>[0],
  signal: AbortSignal,
): ReturnType<Target['call']> {
  const response = await connect(url, wireRequest(id, input), signal);
  if (busyStatuses.has(response.status)) {
    const asked = retryAfterMs(response.headers.get('retry-after'), Date.now());
    throw new InfrastructureError(`${url} ${await refusal(response)}`, asked);
  }
  if (!response.ok) throw new Error(`${url} ${await refusal(response)}`);
  const bytes = await readBody(response, longestReply);
  if (bytes === null) throw new Error(`the target's answer is over the limit of ${longestReply} bytes`);
  const reply = parseReply(bytes);
  if (typeof reply === 'object' && reply !== null && 'id' in reply && String(reply.id) !== id) {
    throw new Error(`the target answered for the id \`${String(reply.id)}\`; it was asked for \`${id}\``);
  }
  return parseOutput(reply);
}

async function connect(url: string, body: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const code = codeOf(cause);
    if (code === 'UND_ERR_HEADERS_TIMEOUT')
      throw new TimeoutError(`${url} did not begin to answer in time`, { cause });
    const what = [code, messageOf(cause)].filter((part) => part !== '').join(': ');
    // Something answered, but not in HTTP.
    if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') {
      throw new Error(`${url} gave an unreadable reply (${what})`, { cause });
    }
    throw new InfrastructureError(`no connection to ${url} (${what})`, null, { cause });
  }
}

/** The body's bytes, or null when there are more than `limit` of them: no more than that is read. */
async function readBody(response: Response, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > limit) return null;
      chunks.push(chunk);
    }
  } catch (error) {
    const code = codeOf(error instanceof Error ? (error.cause ?? error) : error);
    if (code === 'UND_ERR_BODY_TIMEOUT')
      throw new TimeoutError('the answer stopped midway', { cause: error });
    throw new Error(`the target's answer broke off or is unreadable (${code || messageOf(error)})`, {
      cause: error,
    });
  }
  return Buffer.concat(chunks);
}

async function refusal(response: Response): Promise<string> {
  const { status } = response;
  const location = status >= 300 && status < 400 ? response.headers.get('location') : null;
  if (location !== null) {
    await response.body?.cancel();
    return `answered with status ${status}: it redirects to ${location}, which is not followed; name that URL`;
  }
  // What a refusal says only explains it: one that cannot be read is still that refusal.
  const bytes = await readBody(response, longestRefusal).catch(() => null);
  const text = bytes === null ? '' : new TextDecoder().decode(bytes).trim().slice(0, shownOfRefusal);
  return `answered with status ${status}${text === '' ? '' : `: ${text}`}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
