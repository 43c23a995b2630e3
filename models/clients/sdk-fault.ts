import { fault, InfrastructureError, messageOf, TimeoutError } from '../../core/errors.ts';
import { ReplyError } from '../../core/model.ts';
import { retryAfterMs } from '../retry-after.ts';

/** Who was asked, for messages. */
export interface Asked {
  /** `provider:name`. */
  readonly id: string;
  /** The environment variable that the key comes from; null where none is needed. */
  readonly keyVariable: string | null;
  /** What was sent as the key, to be taken out of what a server repeats of it. */
  readonly apiKey: string;
}

const shownOfMessage = 300;
const busyStatuses: ReadonlySet<number> = new Set([408, 429, 502, 503, 504, 529]);
const tlsCode = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)/;

/**
 * What an error of a provider's SDK means: a key or model that people must mend (HeldoutError), a fault of server or
 * network that may pass (InfrastructureError), or a refusal of this one request (ReplyError).
 * The OpenAI and Anthropic SDKs give their errors the same shape. No message repeats a key.
 */
export function sdkFault(error: unknown, asked: Asked): Error {
  const { status, name, code } = read(error);
  if (error instanceof ReplyError || error instanceof InfrastructureError) return error;
  if (error instanceof SyntaxError)
    return new ReplyError('protocol', `${asked.id}: the reply is not JSON`, { cause: error });
  if (status === null && name.includes('Timeout'))
    return new TimeoutError(`${asked.id} did not answer in time`, { cause: error });
  if (status === null) return connectionFault(error, asked);
  if (status === 401 || status === 403) return keyRefused(asked, status, error);
  if (status === 404) return unknownModel(asked, error);
  if (status === 429 && /insufficient_quota|billing/i.test(code)) {
    return fault('MODEL_QUOTA', `${asked.id}: the account has no credit left`, {
      hint: 'see the provider’s billing page',
      cause: error,
    });
  }
  const said = `${asked.id} answered with status ${status}: ${withoutKey(messageOf(error), asked).slice(0, shownOfMessage)}`;
  if (busyStatuses.has(status)) return new InfrastructureError(said, askedDelay(error), { cause: error });
  return new ReplyError('protocol', said, { cause: error });
}

const shortestKey = 8;

function withoutKey(message: string, { apiKey }: Asked): string {
  return apiKey.length < shortestKey ? message : message.replaceAll(apiKey, '(the key)');
}

/** The error for a model that the server does not know. */
export function unknownModel({ id }: Pick<Asked, 'id'>, cause: unknown): Error {
  const hint = id.startsWith('ollama:')
    ? `ollama pull ${id.slice('ollama:'.length)}`
    : 'is the name spelt as the provider spells it?';
  return fault('MODEL_UNKNOWN', `${id}: the server does not know this model`, { hint, cause });
}

function keyRefused({ id, keyVariable }: Asked, status: number, cause: unknown): Error {
  const hint = keyVariable === null ? null : `check the key in ${keyVariable}`;
  return fault('MODEL_AUTH', `${id}: the server refuses the key (status ${status})`, { hint, cause });
}

function connectionFault(error: unknown, { id }: Asked): Error {
  const causes = causesOf(error);
  const found = causes.map((cause) => read(cause).code).find((code) => code !== '') ?? '';
  const what = [found, messageOf(causes.at(-1))].filter((part) => part !== '').join(': ');
  if (tlsCode.test(found)) {
    const hint = 'set NODE_EXTRA_CA_CERTS to the certificate of a private authority';
    return fault('MODEL_SERVER', `${id}: the connection is not trusted (${what})`, { hint, cause: error });
  }
  return new InfrastructureError(`${id}: no connection (${what})`, null, { cause: error });
}

function causesOf(error: unknown): readonly unknown[] {
  const causes = [error];
  for (
    let next = error;
    next instanceof Error && next.cause !== undefined && causes.length < 5;
    next = next.cause
  )
    causes.push(next.cause);
  return causes;
}

function askedDelay(error: unknown): number | null {
  if (
    error === null ||
    typeof error !== 'object' ||
    !('headers' in error) ||
    !(error.headers instanceof Headers)
  )
    return null;
  const ms = Number(error.headers.get('retry-after-ms') ?? Number.NaN);
  return Number.isFinite(ms) ? ms : retryAfterMs(error.headers.get('retry-after'), Date.now());
}

function read(error: unknown): {
  readonly status: number | null;
  readonly name: string;
  readonly code: string;
} {
  if (error === null || typeof error !== 'object') return { status: null, name: '', code: '' };
  const { status, name, code, type } = { status: null, name: '', code: '', type: '', ...error };
  return {
    status: typeof status === 'number' ? status : null,
    // Class names of the SDKs are told by the constructor: `name` is plain Error.
    name: error.constructor.name || String(name),
    code: [code, type]
      .filter((part) => typeof part === 'string')
      .join(' ')
      .trim(),
  };
}
