import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, type Problem } from '../../core/errors.ts';
import type { Report } from '../../core/report.ts';
import type { Wait } from '../../models/wait.ts';
import { annotation } from '../../reports/annotation.ts';
import { reportFormats } from '../../reports/index.ts';
import { problemMarkdown } from '../../reports/problem-markdown.ts';
import { repositoryPath } from '../repository-path.ts';
import type { GithubContext } from './github-context.ts';
import { keepComment } from './keep-comment.ts';

/** What a gate came to: a report, or why it could not run. */
export type GateOutcome =
  | { readonly report: Report }
  | { readonly problems: readonly [Problem, ...Problem[]]; readonly suiteFile: string };

export interface PublishOptions {
  readonly workingFolder: string;
  /** Tells comments of several gates on one pull request apart. Default: the suite’s file. */
  readonly commentKey?: string;
  readonly wait?: Wait;
}

/** What is left to be printed: annotations as lines for the runner, and notes for people. */
export interface Published {
  readonly annotations: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Tells GitHub what a gate came to: the job summary, the outputs of the step (`status`, `exit-code`, `run`), annotations,
 * and one comment on the pull request, which each run rewrites. What cannot be written is a note: the verdict stands.
 */
export async function publishGithub(
  outcome: GateOutcome,
  context: GithubContext,
  options: PublishOptions,
  signal: AbortSignal,
): Promise<Published> {
  const told = 'report' in outcome ? ofReport(outcome.report) : ofProblems(outcome, options.workingFolder);
  const key = options.commentKey ?? told.file;
  return {
    annotations: told.annotations,
    notes: [
      ...append(context.summaryFile, `${told.markdown}\n`),
      ...append(context.outputFile, told.outputs.map(([name, value]) => `${name}=${value}\n`).join('')),
      await comment(context, { key, body: `${told.markdown}${footer(context)}` }, options, signal),
    ],
  };
}

interface Told {
  readonly file: string;
  readonly markdown: string;
  readonly annotations: readonly string[];
  readonly outputs: readonly (readonly [string, string])[];
}

function ofReport(report: Report): Told {
  return {
    file: report.suite.file,
    markdown: reportFormats.md.reporter(report),
    annotations: reportFormats.github.reporter(report).trimEnd().split('\n'),
    outputs: [
      ['status', report.status],
      ['exit-code', String(report.exitCode)],
      ['run', report.run],
    ],
  };
}

function ofProblems(
  { problems, suiteFile }: Extract<GateOutcome, { readonly problems: unknown }>,
  workingFolder: string,
): Told {
  const inRepository = (file: string) => repositoryPath(path.resolve(workingFolder, file), file);
  const placed = problems.map((problem) =>
    problem.place === null
      ? problem
      : { ...problem, place: { ...problem.place, file: inRepository(problem.place.file) } },
  );
  const file = inRepository(suiteFile);
  return {
    file,
    markdown: problemMarkdown(file, placed),
    annotations: placed.slice(0, 10).map(({ code, message, place, hint }) =>
      annotation(
        'error',
        {
          file: place?.file ?? file,
          line: place?.line ?? null,
          title: `heldout: ${code}, could not run`,
        },
        hint === null ? message : `${message} (${hint})`,
      ),
    ),
    outputs: [
      ['status', 'error'],
      ['exit-code', '2'],
    ],
  };
}

async function comment(
  { apiUrl, repository, token, pull }: GithubContext,
  content: { readonly key: string; readonly body: string },
  { wait }: PublishOptions,
  signal: AbortSignal,
): Promise<string> {
  const none = (why: string) => `no comment on a pull request: ${why}`;
  if (pull === null) return none('this is no run for one');
  if ('unread' in pull) return none(`the event cannot be read: ${pull.unread}`);
  if (repository === null) return none('GITHUB_REPOSITORY is not set');
  if (token === null) return none('GITHUB_TOKEN is not set');
  const access = { apiUrl, token, ...(wait === undefined ? {} : { wait }) };
  const kept = await keepComment(access, { repository, pull: pull.number }, content, signal);
  if (kept.status !== 'none') return `${kept.status} the comment on pull request ${pull.number}: ${kept.url}`;
  return none(pull.isFork ? `${kept.why}; the pull request comes from a fork` : kept.why);
}

/** Which commit this is about: the comment outlives the push that made it. */
function footer({ pull, runUrl }: GithubContext): string {
  const head = pull === null || 'unread' in pull ? null : pull.head;
  const parts = [
    ...(head === null ? [] : [`Commit ${head.slice(0, 12)}`]),
    ...(runUrl === null ? [] : [`[run and artefacts](${runUrl})`]),
  ];
  return parts.length === 0 ? '' : `\n${parts.join(' · ')}\n`;
}

/** Nothing where the step has no such file; a note where it cannot be written. */
function append(file: string | null, text: string): readonly string[] {
  if (file === null) return [];
  try {
    appendFileSync(file, text);
    return [];
  } catch (error) {
    return [`cannot write ${file}: ${messageOf(error)}`];
  }
}
