import path from 'node:path';
import { fault } from '../core/errors.ts';
import { parseFault } from '../models/mock/faults.ts';
import { type MockServer, type MockServerOptions, startMockServer } from '../models/mock/mock-server.ts';
import { echoPersona, loadPersona } from '../models/mock/persona.ts';

export interface MockOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** A YAML file; default: every message is repeated. Relative to the working folder. */
  readonly persona?: string;
  readonly seed?: number;
  /** `MS` or `LEAST-MOST`. */
  readonly latency?: string;
  /** Each as `KIND:SHARE` or `KIND:every=N`, with `:SECONDS` behind it where wanted. */
  readonly fault?: readonly string[];
  /** Names that are known; default: every name is. */
  readonly models?: readonly string[];
  readonly requireKey?: boolean;
  readonly batchMs?: number;
  /** Default: the process's working folder. */
  readonly workingFolder?: string;
  readonly onRequest?: MockServerOptions['onRequest'];
}

/** Starts the mock server. Throws USAGE, or MOCK_PERSONA for a persona that cannot be read. */
export async function mock(options: MockOptions = {}): Promise<MockServer> {
  const { persona, onRequest } = options;
  const folder = options.workingFolder ?? process.cwd();
  return startMockServer({
    port: options.port ?? 0,
    persona: persona === undefined ? echoPersona : loadPersona(path.resolve(folder, persona)),
    seed: options.seed ?? 0,
    latencyMs: latencyOf(options.latency ?? '0'),
    faults: (options.fault ?? []).map(parseFault),
    models: options.models ?? null,
    needsKey: options.requireKey === true,
    batchMs: options.batchMs ?? 200,
    ...(onRequest === undefined ? {} : { onRequest }),
  });
}

function latencyOf(written: string): readonly [number, number] {
  const [, least, most] = /^(\d+)(?:-(\d+))?$/.exec(written) ?? [];
  if (least === undefined || Number(most ?? least) < Number(least)) {
    throw fault('USAGE', `\`${written}\` is no latency`, {
      hint: 'write milliseconds, or two of them: `--latency 50` or `--latency 20-200`',
    });
  }
  return [Number(least), Number(most ?? least)];
}
