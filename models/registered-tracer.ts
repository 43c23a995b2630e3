import type { Tracer } from '@opentelemetry/api';

/**
 * The tracer of the OpenTelemetry SDK that the program was started with, or null where there is none. The API registers
 * an SDK under this symbol; looking there first saves programs without one the time to load it.
 */
export async function registeredTracer(version: string): Promise<Tracer | null> {
  const registered: unknown = Reflect.get(globalThis, Symbol.for('opentelemetry.js.api.1'));
  if (typeof registered !== 'object' || registered === null || !('trace' in registered)) return null;
  const { trace } = await import('@opentelemetry/api');
  return trace.getTracer('heldout', version);
}
