import { InfrastructureError, messageOf } from '../../core/errors.ts';
import { retryAfterMs } from '../../models/retry-after.ts';
import type { Wait } from '../../models/wait.ts';
import { withRetries } from '../../models/with-retries.ts';
import { withinTime } from '../../models/within-time.ts';

const retries = 3;
const patienceMs = 20_000;

/** How requests are sent. */
export interface GithubAccess {
  readonly apiUrl: string;
  readonly token: string;
  /** Default: the computer's own clock. */
  readonly wait?: Wait;
}

/** A reply with a status below 500 that is not a limit: the caller knows what it means. */
export interface GithubReply {
  readonly status: number;
  readonly body: unknown;
  /** The next page; null where this is the last. Never on another server: the token goes nowhere else. */
  readonly next: string | null;
}

/**
 * Sends one request to GitHub's REST API. Limits (429, and 403 that says when to come back) and failures of the server
 * are tried again, three times at most and not where the wait is longer than two minutes; then an InfrastructureError
 * is thrown.
 */
export function githubRequest(
  { apiUrl, token, wait }: GithubAccess,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  content: object | null,
  signal: AbortSignal,
): Promise<GithubReply> {
  const send = async (own: AbortSignal): Promise<GithubReply> => {
    const response = await reach(`${apiUrl}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'heldout',
        'x-github-api-version': '2022-11-28',
        ...(content === null ? {} : { 'content-type': 'application/json' }),
      },
      ...(content === null ? {} : { body: JSON.stringify(content) }),
      signal: own,
    });
    const text = await response.text();
    if (isTemporary(response)) {
      throw new InfrastructureError(`GitHub answered ${response.status}`, delayOf(response, Date.now()));
    }
    return { status: response.status, body: parsed(text), next: nextPath(response, apiUrl) };
  };
  const once = () => withinTime(send, patienceMs, signal);
  return withRetries(once, { retries, ...(wait === undefined ? {} : { wait }) }, signal);
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    if (request.signal?.aborted === true) throw error;
    const why = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new InfrastructureError(`GitHub cannot be reached: ${messageOf(why)}`, null, { cause: error });
  }
}

function isTemporary({ status, headers }: Response): boolean {
  const isLimit = headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
  return status >= 500 || status === 429 || (status === 403 && isLimit);
}

/** A limit says when it ends by seconds to wait or by the second in which it is lifted. */
function delayOf({ headers }: Response, nowMs: number): number | null {
  const asked = retryAfterMs(headers.get('retry-after'), nowMs);
  if (asked !== null) return asked;
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  return headers.get('x-ratelimit-remaining') === '0' && Number.isFinite(reset)
    ? Math.max(0, reset * 1000 - nowMs)
    : null;
}

function nextPath({ headers }: Response, apiUrl: string): string | null {
  const [, url = null] = /<([^>]*)>;\s*rel="next"/.exec(headers.get('link') ?? '') ?? [];
  return url?.startsWith(`${apiUrl}/`) === true ? url.slice(apiUrl.length) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy that answers in HTML: what is looked for in it is not there.
    return null;
  }
}
