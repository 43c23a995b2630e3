import { InvalidArgumentError } from 'commander';
import { counted } from '../../core/counted.ts';
import type { AddCommand } from '../command.ts';
import { examples, jsonOption, wholeNumber } from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly port?: number;
  readonly persona?: string;
  readonly accuracy?: number;
  readonly seed?: number;
  readonly latency?: string;
  readonly fault?: readonly string[];
  readonly models?: readonly string[];
  readonly requireKey?: boolean;
  readonly batchMs?: number;
}

const share = (written: string) => {
  const value = Number(written);
  if (/^[\d.]+$/.test(written) && value <= 1) return value;
  throw new InvalidArgumentError('Write a number from 0 to 1.');
};
/** `67 requests came: 61 × 200, 6 × rate-limit` */
const closingText = (arrived: number, counts: ReadonlyMap<number | string, number>) => {
  const parts = [...counts].map(([what, times]) => `${times} × ${what}`);
  return `${counted(arrived, 'request')} came${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
};
const listed = (written: string) => written.split(',').map((name) => name.trim());

export const addMock: AddCommand = (program, perform) => {
  program
    .command('mock')
    .description('a server on the loopback that speaks as OpenAI, Anthropic and Ollama do, and costs nothing')
    .option('--port <n>', 'where it listens (default: a free port)', wholeNumber(0))
    .option(
      '--persona <name>',
      'how it answers: `echo` (default: it repeats the last message), `oracle:ROWS.jsonl` or a YAML file',
    )
    .option('--accuracy <share>', 'how many questions get the right reply: `0.9`', share)
    .option('--seed <n>', 'which questions are answered wrong, and which fail', wholeNumber(0))
    .option('--latency <ms>', 'how long an answer takes: `50`, or `20-200`')
    .option('--fault <kind...>', 'what goes wrong: `rate-limit:every=10:0.2`, `server-error:0.05`, …')
    .option('--models <names>', 'the only models that are known, parted by commas', listed)
    .option('--require-key', 'refuse requests without a key')
    .option('--batch-ms <n>', 'how long a batch takes (default: 200)', wholeNumber(0))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `${examples(
        'heldout mock --persona persona.yaml --latency 20-200',
        'heldout mock --persona oracle:rows.jsonl --accuracy 0.9',
        'heldout mock --fault rate-limit:every=10:0.2 --fault reset:0.01',
      )}

Faults: rate-limit, server-error, overloaded, reset, truncated, content-type, slow. Ctrl-C ends it.`,
    )
    .action((options: Options) =>
      perform(options, async (session) => {
        const { mock } = await import('../../pipeline/mock.ts');
        const { mockText } = await import('../text/mock-text.ts');
        const { json: _json, ...wanted } = options;
        const server = await mock({ ...wanted, workingFolder: session.workingFolder });
        session.document({ schemaVersion: 1, url: server.url });
        session.print(mockText(server.url));
        await new Promise<void>((resolve) => {
          if (session.signal.aborted) resolve();
          session.signal.addEventListener('abort', () => resolve(), { once: true });
        });
        await server.close();
        session.note(closingText(server.arrived(), server.counts()));
        return 0;
      }),
    );
};
