import { counted } from '../core/counted.ts';
import type { Comparison, GateStatus } from '../core/gate-decision.ts';
import type { Report } from '../core/report.ts';
import type { Reporter } from '../core/seams.ts';
import { admissionWords } from './admission-words.ts';
import { checkScope, decidingChecks } from './checks.ts';
import { exceptionWords } from './exception-words.ts';
import { isAdvisory } from './is-advisory.ts';
import { nextSteps } from './next-steps.ts';
import { interval, signed, usd } from './numbers.ts';
import { sequentialWords } from './sequential-words.ts';
import { isSmallPass, smallPassRemark, statusWords } from './status-words.ts';
import { trialWords } from './trial-words.ts';
import { xmlElement, xmlText } from './xml.ts';

type Outcome = 'passed' | 'failed' | 'skipped';

interface TestCase {
  readonly name: string;
  readonly outcome: Outcome;
  readonly status: GateStatus;
  readonly message: string;
  /** The text of a failure, else what is printed beside the outcome. */
  readonly body: readonly string[];
}

/**
 * JUnit XML: one suite with a case for the decision, one for each arm and one for each slice. A case is a failure when
 * it failed, or when it had to be shown, was not, and the gate's exit code is not 0; with exit code 0 it is skipped.
 * What decides nothing passes, with a remark.
 */
export const junit: Reporter = (report) => {
  const cases = [decisionCase(report), ...armCases(report), ...sliceCases(report)];
  const countOf = (outcome: Outcome) => cases.filter((test) => test.outcome === outcome).length;
  const tally = {
    tests: cases.length,
    failures: countOf('failed'),
    errors: 0,
    skipped: countOf('skipped'),
    time: report.durationMs / 1000,
  };
  const suite = xmlElement('testsuite', { name: `heldout.${report.suite.id}`, ...tally }, [
    xmlElement('properties', {}, properties(report)),
    ...cases.map((test) => caseElement(test, `heldout.${report.suite.id}`)),
    output(suiteOutput(report)),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', { name: 'heldout', ...tally }, [suite])}\n`;
};

function decisionCase(report: Report): TestCase {
  const { status, exitCode } = report;
  const told = decidingChecks(report).map((check) => `${check.name}${checkScope(check)}: ${check.reason}`);
  const message = `GATE ${status.toUpperCase()} (exit ${exitCode}): ${told.join('; ')}`;
  const outcome = outcomeOf(status, exitCode);
  return { name: 'gate', outcome, status, message, body: [message, ...nextSteps(report)] };
}

function outcomeOf(status: GateStatus, exitCode: Report['exitCode']): Outcome {
  if (status === 'inconclusive') return exitCode === 0 ? 'skipped' : 'failed';
  return status === 'pass' ? 'passed' : 'failed';
}

function armCases(report: Report): readonly TestCase[] {
  return report.arms.map((arm) => resultCase(report, `arm ${arm.origin}`, arm, true));
}

function sliceCases(report: Report): readonly TestCase[] {
  return report.slices.map((slice) => resultCase(report, slice.name, slice, slice.critical));
}

function resultCase(report: Report, name: string, result: Comparison, mustBeShown: boolean): TestCase {
  const advisory = isAdvisory(report, result.origin);
  const decides = !advisory && (mustBeShown || result.status === 'fail');
  const words = statusWords(result.status, result.origin);
  const figures = `${counted(result.n, 'case')}, difference ${signed(result.difference)} ${interval(result.interval)}`;
  return {
    name,
    outcome: decides ? outcomeOf(result.status, report.exitCode) : 'passed',
    status: result.status,
    message: result.reason,
    body: [
      `${words}${advisory ? ' (advisory)' : ''}: ${result.reason} (${figures})`,
      ...(isSmallPass(result) ? [smallPassRemark] : []),
    ],
  };
}

function caseElement({ name, outcome, status, message, body }: TestCase, classname: string): string {
  const lines = body.map(xmlText);
  const failure = xmlElement('failure', { message, type: status }, lines);
  const skipped = xmlElement('skipped', { message });
  const content = { failed: [failure], skipped: [skipped, output(body)], passed: [output(body)] }[outcome];
  return xmlElement('testcase', { classname, name, time: 0 }, content);
}

function properties(report: Report): readonly string[] {
  const { suite, dataset, target, baselineTarget, spend } = report;
  const property = (name: string, value: string) => xmlElement('property', { name, value });
  return [
    ...report.exceptions.map((exception) => property('exception', exceptionWords(exception))),
    ...checkedBy(report).map((words) => property('admission', words)),
    ...report.notes.map((note) => property('note', note)),
    property('suite', `${suite.id}: ${suite.title}`),
    property('candidate', `${target.ref}, run ${report.run}`),
    property('baseline', `${baselineTarget.ref}, run ${report.baseline}`),
    property(
      'dataset',
      `${dataset.version === null ? 'not frozen' : `version ${dataset.version}`}, digest ${dataset.digest}`,
    ),
    property(
      'spent',
      `${usd(spend.usd)}, ${counted(spend.requests, 'request')}, ${counted(spend.tokens, 'token')}`,
    ),
  ];
}

function suiteOutput(report: Report): readonly string[] {
  return [
    ...report.exceptions.map((exception) => `EXCEPTION: ${exceptionWords(exception)}`),
    ...checkedBy(report),
    ...report.notes,
    ...(report.sequential === null ? [] : [sequentialWords(report.sequential)]),
    `trials: ${trialWords(report.trials).join('; ')}`,
  ];
}

function output(lines: readonly string[]): string {
  return xmlElement('system-out', {}, lines.map(xmlText));
}

function checkedBy({ admission }: Report): readonly string[] {
  if (admission === undefined) return [];
  const { cases, judges } = admissionWords(admission);
  return [cases, ...judges.map(({ name, words }) => `${name} ${words}`)];
}
