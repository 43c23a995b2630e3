import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import {
  type ModelClient,
  type ModelName,
  type ModelRequest,
  type ModelResponse,
  ReplyError,
} from '../core/model.ts';
import type { Usage } from '../core/run.ts';
import { wrapped } from './wrapped.ts';

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR`, as numbers: the API is not loaded for them. */
const clientKind = 2;
const errorStatus = 2;

/**
 * One span for each call, with the attributes of OpenTelemetry's GenAI conventions (1.37, in development): names,
 * numbers and settings, never what was said. Null: no tracing. `anthropic:` clients are left as they are, since
 * Anthropic's SDK makes such a span itself for each call, whenever a tracer provider is registered.
 */
export function traced(client: ModelClient, tracer: Tracer | null): ModelClient {
  if (tracer === null || client.id.startsWith('anthropic:')) return client;
  const constant = modelAttributes(client.id);
  const name = `chat ${constant['gen_ai.request.model']}`;
  return wrapped(client, (request, signal) =>
    tracer.startActiveSpan(
      name,
      { kind: clientKind, attributes: { ...constant, ...requestAttributes(request) } },
      async (span) => {
        try {
          const response = await client.complete(request, signal);
          span.setAttributes(responseAttributes(response));
          return response;
        } catch (error) {
          recordError(span, error);
          throw error;
        } finally {
          span.end();
        }
      },
    ),
  );
}

function modelAttributes(id: ModelName): Attributes {
  const colon = id.indexOf(':');
  const [, name = id.slice(colon + 1), url = ''] = /^openai-compatible:(.+)@(https?:\/\/.+)$/.exec(id) ?? [];
  const server = URL.canParse(url) ? new URL(url) : null;
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': id.slice(0, Math.max(colon, 0)),
    'gen_ai.request.model': name,
    ...(server === null ? {} : { 'server.address': server.hostname }),
    ...(server === null || server.port === '' ? {} : { 'server.port': Number(server.port) }),
  };
}

function requestAttributes(request: ModelRequest): Attributes {
  const { maxTokens, temperature, seed, stop, reply } = request;
  return {
    'gen_ai.output.type': reply.kind,
    ...(maxTokens === null ? {} : { 'gen_ai.request.max_tokens': maxTokens }),
    ...(temperature === null ? {} : { 'gen_ai.request.temperature': temperature }),
    ...(seed === null ? {} : { 'gen_ai.request.seed': seed }),
    ...(stop.length === 0 ? {} : { 'gen_ai.request.stop_sequences': [...stop] }),
  };
}

function responseAttributes(response: ModelResponse): Attributes {
  return {
    'gen_ai.response.model': response.answeredBy,
    'gen_ai.response.finish_reasons': [response.finish === 'tool-calls' ? 'tool_calls' : 'stop'],
    ...usageAttributes(response.usage),
  };
}

function usageAttributes(usage: Usage | null): Attributes {
  if (usage === null) return {};
  return {
    'gen_ai.usage.input_tokens': usage.inputTokens,
    'gen_ai.usage.output_tokens': usage.outputTokens,
  };
}

function recordError(span: Span, error: unknown): void {
  if (error instanceof ReplyError) {
    span.setAttributes(usageAttributes(error.usage));
    const reason = { length: 'length', filter: 'content_filter', empty: null, schema: null, protocol: null }[
      error.fault
    ];
    if (reason !== null) span.setAttribute('gen_ai.response.finish_reasons', [reason]);
    span.setAttribute('error.type', `reply_${error.fault}`);
  } else {
    span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
  }
  // Without the message: it may quote the reply.
  span.setStatus({ code: errorStatus });
}
