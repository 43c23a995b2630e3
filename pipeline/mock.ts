import { fault } from '../core/errors.ts';
import { parseFault } from '../models/mock/faults.ts';
import { loadPersona } from '../models/mock/load-persona.ts';
import { type MockServer, type MockServerOptions, startMockServer } from '../models/mock/mock-server.ts';

export interface MockOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** `echo` (the default), `oracle:ROWS.jsonl` or a YAML file; files are relative to the working folder. */
  readonly persona?: string;
  /** Share of the questions that get the right reply; default: the persona's own. */
  readonly accuracy?: number;
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

/** Starts the mock server. Throws USAGE, or MOCK_PERSONA for a persona that cannot be had. */
export async function mock(options: MockOptions = {}): Promise<MockServer> {
  const { persona = 'echo', accuracy = null, onRequest } = options;
  const folder = options.workingFolder ?? process.cwd();
  return startMockServer({
    port: options.port ?? 0,
    persona: loadPersona(persona, { folder, accuracy }),
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
