import type { Attributes, Span, SpanOptions, Tracer } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { InfrastructureError } from '../../../core/errors.ts';
import { ReplyError } from '../../../core/model.ts';
import { registeredTracer } from '../../../models/registered-tracer.ts';
import { traced } from '../../../models/traced.ts';
import { fakeClient, never, question, response } from './fake-client.ts';

interface Seen {
  readonly name: string;
  readonly kind: number | undefined;
  readonly attributes: Attributes;
  status: number | null;
  ended: boolean;
}

/** Keeps what a tracer is told. */
function recorder(): { readonly tracer: Tracer; readonly spans: Seen[] } {
  const spans: Seen[] = [];
  const tracer = {
    startActiveSpan(name: string, options: SpanOptions, work: (span: Span) => unknown) {
      const seen: Seen = {
        name,
        kind: options.kind,
        attributes: { ...options.attributes },
        status: null,
        ended: false,
      };
      spans.push(seen);
      const span = {
        setAttributes: (attributes: Attributes) => Object.assign(seen.attributes, attributes),
        setAttribute: (key: string, value: string) => Object.assign(seen.attributes, { [key]: value }),
        setStatus: ({ code }: { code: number }) => {
          seen.status = code;
        },
        end: () => {
          seen.ended = true;
        },
      };
      return work(span as unknown as Span); // only these four are called
    },
  };
  return { tracer: tracer as unknown as Tracer, spans };
}

const secret = 'the customer is called Ada';

describe('traced', () => {
  test('one span a call with the attributes of the GenAI conventions, and nothing of what was said', async () => {
    const { tracer, spans } = recorder();
    const client = traced(
      fakeClient(() => response(secret), 'openai:gpt-5-mini'),
      tracer,
    );
    await client.complete(question(secret, { maxTokens: 9, temperature: 0, seed: 3, stop: ['END'] }), never);
    expect(spans).toEqual([
      {
        name: 'chat gpt-5-mini',
        kind: 2,
        status: null,
        ended: true,
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': 'gpt-5-mini',
          'gen_ai.output.type': 'text',
          'gen_ai.request.max_tokens': 9,
          'gen_ai.request.temperature': 0,
          'gen_ai.request.seed': 3,
          'gen_ai.request.stop_sequences': ['END'],
          'gen_ai.response.model': 'fake-1',
          'gen_ai.response.finish_reasons': ['stop'],
          'gen_ai.usage.input_tokens': 10,
          'gen_ai.usage.output_tokens': 5,
        },
      },
    ]);
    expect(JSON.stringify(spans)).not.toContain('Ada');
  });

  test('a server of its own is named by host and port', async () => {
    const { tracer, spans } = recorder();
    const client = fakeClient(
      () => response('x', { usage: null }),
      'openai-compatible:org/m@v2@http://gpu.local:8000/v1',
    );
    await traced(client, tracer).complete(question('q'), never);
    expect(spans[0]?.attributes).toMatchObject({
      'gen_ai.provider.name': 'openai-compatible',
      'gen_ai.request.model': 'org/m@v2',
      'server.address': 'gpu.local',
      'server.port': 8000,
    });
    expect(spans[0]?.attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
  });

  test.each([
    [
      new ReplyError('length', secret, { usage: { inputTokens: 4, outputTokens: 2 } }),
      'reply_length',
      ['length'],
    ],
    [new ReplyError('filter', secret), 'reply_filter', ['content_filter']],
    [new ReplyError('schema', secret), 'reply_schema', undefined],
    [new InfrastructureError(secret, 5), 'InfrastructureError', undefined],
  ])('%s ends the span as an error without its message', async (error, type, reasons) => {
    const { tracer, spans } = recorder();
    const failing = fakeClient(() => {
      throw error;
    }, 'ollama:qwen3:8b');
    await expect(traced(failing, tracer).complete(question('q'), never)).rejects.toBe(error);
    expect(spans[0]).toMatchObject({
      name: 'chat qwen3:8b',
      status: 2,
      ended: true,
      attributes: { 'error.type': type },
    });
    expect(spans[0]?.attributes['gen_ai.response.finish_reasons']).toEqual(reasons);
    expect(JSON.stringify(spans)).not.toContain('Ada');
  });

  test("Anthropic's SDK makes its own spans: its clients are not traced twice", async () => {
    const { tracer, spans } = recorder();
    const client = fakeClient(() => response('x'), 'anthropic:claude-sonnet-5');
    expect(traced(client, tracer)).toBe(client);
    expect(spans).toEqual([]);
  });

  test('without an SDK there is no tracer, and no wrapper', async () => {
    expect(await registeredTracer('1.0.0')).toBeNull();
    const client = fakeClient(() => response('x'));
    expect(traced(client, null)).toBe(client);
  });

  test('with an SDK the tracer is the registered one', async () => {
    const { trace } = await import('@opentelemetry/api');
    const { tracer, spans } = recorder();
    const asked: (string | undefined)[] = [];
    trace.setGlobalTracerProvider({
      getTracer: (name, version) => {
        asked.push(name, version);
        return tracer;
      },
    });
    try {
      const found = await registeredTracer('1.2.3');
      await traced(
        fakeClient(() => response('x')),
        found,
      ).complete(question('q'), never);
      expect(asked).toEqual(['heldout', '1.2.3']);
      expect(spans).toHaveLength(1);
    } finally {
      trace.disable();
    }
  });
});
