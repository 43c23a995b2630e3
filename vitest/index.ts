import { describe, expect, test } from 'vitest';
import type { GateStatus } from '../core/gate-decision.ts';
import type { Report } from '../core/report.ts';
import { askGate } from './ask-gate.ts';

export interface EvalGateOptions {
  /** Model to test; paths are relative to the working folder. Default: `models.target` of the suite. */
  readonly target?: string;
  /** How long the run and the gate may take. Default: an hour. */
  readonly timeoutMs?: number;
  /**
   * Whether a finished run of the same target on the same cases is decided on again, without calling the target.
   * Default: in watch mode, so that a change of the tests or of the policy is gated at once.
   */
  readonly reuse?: boolean;
}

const anHour = 3_600_000;

/**
 * Gates a target inside a test file: one test per slice and one for the decision, each failing with the gate's own
 * words. A slice fails when it is worse, or when it is critical and not shown; any other inconclusive slice passes.
 * An inconclusive decision fails or is skipped as `gate.inconclusive` of the suite says. Gates of one suite in several
 * test files take turns. Cases are never generated here: run `heldout generate` first. What cannot run fails the file,
 * with the reason.
 */
export function evalGate(suiteFile: string, options: EvalGateOptions = {}): void {
  const { target, timeoutMs = anHour, reuse = process.env['VITEST_MODE'] === 'WATCH' } = options;
  describe(`gate ${suiteFile}${target === undefined ? '' : ` with ${target}`}`, async () => {
    // Collected before the tests are named: the slices are those that have cases.
    const report = await askGate({ suiteFile, target: target ?? null, timeoutMs, reuse });
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

function decisionWords({ status, checks, files }: Report): string {
  const open: readonly GateStatus[] = status === 'fail' ? ['fail'] : ['fail', 'inconclusive'];
  const reasons = checks.filter((check) => open.includes(check.status));
  return [
    `GATE ${status.toUpperCase()}`,
    ...reasons.map(({ name, reason }) => `${name}: ${reason}`),
    ...(files['text'] === undefined ? [] : [`report: ${files['text']}`]),
  ].join('\n');
}
