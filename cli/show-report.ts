import type { Report } from '../core/report.ts';
import type { ExitCode } from './command.ts';
import type { Session } from './session.ts';

/** Prints a written report: the document for machines, the text for people. Gives the verdict's exit code. */
export async function showReport(report: Report, session: Session): Promise<ExitCode> {
  const { renderForTerminal, reportDocument } = await import('../pipeline/report.ts');
  session.document(reportDocument(report));
  session.printAsIs(renderForTerminal(report, session.colors.isColorSupported).trimEnd());
  return report.exitCode;
}
