import { counted } from '../core/counted.ts';
import type { Report } from '../core/report.ts';
import type { Reporter } from '../core/seams.ts';
import { type AnnotationLevel, annotation } from './annotation.ts';
import { decidingChecks } from './checks.ts';
import { exceptionWords } from './exception-words.ts';
import { toldChecks } from './told-checks.ts';

/** GitHub shows ten annotations of a level for one step; what comes after them is not seen. */
const shown = 10;

/**
 * Annotations for GitHub Actions, one line each: the verdict, then the checks that decided it, at their lines of the
 * suite. A gate that fails the build is an error, one that is let through a warning, a pass a notice.
 */
export const github: Reporter = (report) => {
  const { file } = report.suite;
  const level = levelOf(report);
  const checks = toldChecks(report);
  const room = shown - 1;
  const kept = checks.length > room ? checks.slice(0, room - 1) : checks;
  const rest = checks.length - kept.length;
  const title = `heldout: GATE ${report.status.toUpperCase()} ${report.suite.id}`;
  const lines = [
    ...report.exceptions
      .slice(0, shown)
      .map((exception) =>
        annotation('warning', { file, line: 1, title: 'heldout: exception' }, exceptionWords(exception)),
      ),
    annotation(level, { file, line: 1, title }, verdict(report)),
    ...kept.map(({ check, words, line }) =>
      annotation(level, { file, line, title: `heldout: ${check.name}` }, words),
    ),
    ...(rest === 0
      ? []
      : [
          annotation(
            level,
            { file, line: 1, title },
            `${counted(rest, 'more check')} like these: see the report`,
          ),
        ]),
  ];
  return `${lines.join('\n')}\n`;
};

function levelOf({ status, exitCode }: Report): AnnotationLevel {
  if (status === 'pass') return 'notice';
  return exitCode === 0 ? 'warning' : 'error';
}

function verdict(report: Report): string {
  const { status, exitCode, target, baselineTarget } = report;
  const names = decidingChecks(report).map(({ name }) => name);
  return `GATE ${status.toUpperCase()} (exit ${exitCode}) of ${target.ref} against ${baselineTarget.ref}: ${names.join(', ')}`;
}
