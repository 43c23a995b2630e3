import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../core/errors.ts';
import type { GateStatus } from '../core/gate-decision.ts';
import type { Report } from '../core/report.ts';
import { loadSuite } from '../pipeline/load-suite.ts';
import { writeReport } from '../pipeline/report.ts';
import { test as testSuite } from '../pipeline/test.ts';

export interface EvalGateOptions {
  /** Model to test; paths are relative to the working folder. Default: `models.target` of the suite. */
  readonly target?: string;
  /** How long the run and the gate may take. Default: an hour. */
  readonly timeoutMs?: number;
}

const anHour = 3_600_000;

/**
 * Gates a target inside a test file: one test per slice and one for the decision, each failing with the gate's own
 * words. A slice fails when it is worse, or when it is critical and not shown; any other inconclusive slice passes.
 * An inconclusive decision fails or is skipped as `gate.inconclusive` of the suite says. Real cases are never
 * generated here: run `heldout generate` first. What cannot run fails the file, with the reason.
 */
export function evalGate(suiteFile: string, options: EvalGateOptions = {}): void {
  const { target } = options;
  describe(`gate ${suiteFile}${target === undefined ? '' : ` with ${target}`}`, async () => {
    // Collected before the tests are named: the slices are those that have cases.
    const report = await decided(suiteFile, target, options.timeoutMs ?? anHour);
    for (const slice of report.slices) {
      test(`slice ${slice.name}`, () => {
        const isFailure = slice.status === 'fail' || (slice.critical && slice.status !== 'pass');
        if (isFailure) expect.fail(`${slice.name}: ${slice.reason}`);
      });
    }
    test('decision', ({ skip }) => {
      const words = decisionWords(report);
      if (report.status === 'inconclusive' && report.exitCode === 0) skip(words);
      if (report.status !== 'pass') expect.fail(words);
    });
  });
}

async function decided(suiteFile: string, target: string | undefined, timeoutMs: number): Promise<Report> {
  try {
    const loaded = await loadSuite(suiteFile);
    const signal = AbortSignal.timeout(timeoutMs);
    return writeReport(await testSuite(loaded, target === undefined ? {} : { target }, signal), loaded);
  } catch (error) {
    throw error instanceof HeldoutError ? new Error(faultWords(error), { cause: error }) : error;
  }
}

function decisionWords({ status, checks, files }: Report): string {
  const open: readonly GateStatus[] = status === 'fail' ? ['fail'] : ['fail', 'inconclusive'];
  const reasons = checks.filter((check) => open.includes(check.status));
  return [
    `GATE ${status.toUpperCase()}`,
    ...reasons.map(({ name, reason }) => `${name}: ${reason}`),
    ...(files['text'] === undefined ? [] : [`report: ${files['text']}`]),
  ].join('\n');
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
