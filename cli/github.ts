import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import type { Report } from '../core/report.ts';
import type { GateOutcome } from '../pipeline/publishing/publish-github.ts';
import { type ExitCode, isInterrupt } from './command.ts';
import type { Session } from './session.ts';
import { problemsOf } from './show-fault.ts';
import { showReport } from './show-report.ts';

/** What a command that gates reads of these options. */
export interface GithubOptions {
  readonly github?: boolean;
  readonly commentKey?: string;
}

/** `--github`, on every command that gates. */
export const githubOption = () =>
  new Option(
    '--github',
    'in a GitHub workflow: annotations, job summary, outputs of the step and one comment on the pull request (GITHUB_TOKEN)',
  );

/** `--comment-key`, beside `--github`. */
export const commentKeyOption = () =>
  new Option(
    '--comment-key <text>',
    'tells the comments of several gates on one pull request apart (default: the suite’s file)',
  ).implies({ github: true });

/**
 * Does a gate's work, shows the report and, where that is asked for, tells GitHub what came of it. Until the annotations
 * the runner takes nothing that is printed for a command: a target, or a case in the report, may say `::error::` too.
 */
export async function showGate(
  options: GithubOptions,
  suiteFile: string,
  session: Session,
  work: () => Promise<Report>,
): Promise<ExitCode> {
  if (options.github !== true) return showReport(await work(), session);
  const token = randomUUID();
  session.printAsIs(`::stop-commands::${token}`);
  const tell = async (outcome: GateOutcome) => {
    const { githubContext } = await import('../pipeline/publishing/github-context.ts');
    const { publishGithub } = await import('../pipeline/publishing/publish-github.ts');
    const settings = {
      workingFolder: session.workingFolder,
      ...(options.commentKey === undefined ? {} : { commentKey: options.commentKey }),
    };
    const context = githubContext(process.env);
    const { annotations, notes } = await publishGithub(outcome, context, settings, session.signal);
    for (const note of notes) session.note(note);
    session.printAsIs([`::${token}::`, ...annotations].join('\n'));
  };
  let report: Report;
  try {
    report = await work();
  } catch (error) {
    if (!isInterrupt(error, session.signal))
      await tell({ problems: problemsOf(error, 'command'), suiteFile });
    throw error;
  }
  const code = await showReport(report, session);
  await tell({ report });
  return code;
}
