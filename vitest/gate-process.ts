import { HeldoutError } from '../core/errors.ts';
import { loadSuite } from '../pipeline/load-suite.ts';
import { writeReport } from '../pipeline/report.ts';
import { inTurn } from '../pipeline/running/in-turn.ts';
import { test } from '../pipeline/test.ts';
import type { GateReply, GateRequest } from './gate-reply.ts';

/** Gates once, for the test process that started this one, and ends. Who asked and is gone wants no answer. */
const interrupt = new AbortController();
process.once('disconnect', () => interrupt.abort());
process.once('message', (request: GateRequest) => {
  void reply(request).then((answer) => process.send?.(answer, () => process.disconnect()));
});

async function reply({ suiteFile, target, timeoutMs, reuse }: GateRequest): Promise<GateReply> {
  try {
    const loaded = await loadSuite(suiteFile);
    try {
      const signal = AbortSignal.any([interrupt.signal, AbortSignal.timeout(timeoutMs)]);
      const options = { reuse, ...(target === null ? {} : { target }) };
      const report = await inTurn(
        loaded,
        signal,
        () => test(loaded, options, signal),
        (why) => console.error(why),
      );
      return { kind: 'decided', report: writeReport(report, loaded) };
    } finally {
      loaded.session.close();
    }
  } catch (error) {
    return { kind: 'fault', words: wordsOf(error, timeoutMs) };
  }
}

function wordsOf(error: unknown, timeoutMs: number): string {
  if (error instanceof HeldoutError) return faultWords(error);
  if (error instanceof Error && error.name === 'TimeoutError')
    return `the gate took more than timeoutMs, ${timeoutMs} ms; finished trials are kept`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function faultWords({ problems }: HeldoutError): string {
  return problems
    .map(({ code, message, place, hint }) => {
      const at =
        place === null
          ? ''
          : ` (${[place.file, place.line, place.column].filter((part) => part !== null).join(':')})`;
      return `${code}: ${message}${at}${hint === null ? '' : `\n  ${hint}`}`;
    })
    .join('\n');
}
