import { z } from 'zod';
import { messageOf } from '../../core/errors.ts';
import { readIfExists } from '../../core/files.ts';

/** The pull request that a workflow runs for. */
export interface GithubPull {
  readonly number: number;
  /** Its newest commit; null where the event does not say. */
  readonly head: string | null;
  /** It comes from another repository: the token of the workflow may then read only. */
  readonly isFork: boolean;
}

/** What a GitHub workflow tells its steps, as far as a report needs it. */
export interface GithubContext {
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string | null;
  readonly token: string | null;
  /** null: the event is about none; or why the event cannot be read. */
  readonly pull: GithubPull | { readonly unread: string } | null;
  /** Page of the workflow's run. */
  readonly runUrl: string | null;
  /** Files that a step appends its job summary and its outputs to. */
  readonly summaryFile: string | null;
  readonly outputFile: string | null;
}

const eventSchema = z.object({
  pull_request: z
    .object({
      number: z.int().positive(),
      head: z
        .object({
          sha: z.string().optional(),
          repo: z.object({ full_name: z.string() }).nullable().optional(),
        })
        .optional(),
    })
    .optional(),
  // A comment on a pull request is an event about an issue.
  issue: z.object({ number: z.int().positive(), pull_request: z.unknown().optional() }).optional(),
});

/** Reads the environment that GitHub gives to a step (docs.github.com, "Variables reference"). */
export function githubContext(env: Readonly<NodeJS.ProcessEnv>): GithubContext {
  const value = (name: string) => (env[name] === undefined || env[name] === '' ? null : env[name]);
  const repository = value('GITHUB_REPOSITORY');
  const run = value('GITHUB_RUN_ID');
  const server = value('GITHUB_SERVER_URL') ?? 'https://github.com';
  return {
    apiUrl: (value('GITHUB_API_URL') ?? 'https://api.github.com').replace(/\/+$/, ''),
    repository,
    token: value('GITHUB_TOKEN'),
    pull: pullOf(value('GITHUB_EVENT_PATH'), repository),
    runUrl: repository === null || run === null ? null : `${server}/${repository}/actions/runs/${run}`,
    summaryFile: value('GITHUB_STEP_SUMMARY'),
    outputFile: value('GITHUB_OUTPUT'),
  };
}

function pullOf(file: string | null, repository: string | null): GithubContext['pull'] {
  if (file === null) return null;
  try {
    const event = eventSchema.parse(JSON.parse(readIfExists(file)?.toString('utf8') ?? '{}'));
    if (event.pull_request !== undefined) {
      const { number, head } = event.pull_request;
      // The repository of the branch is null once it was deleted.
      const isFork = head !== undefined && head.repo?.full_name !== repository;
      return { number, head: head?.sha ?? null, isFork };
    }
    if (event.issue?.pull_request === undefined) return null;
    return { number: event.issue.number, head: null, isFork: false };
  } catch (error) {
    return { unread: messageOf(error) };
  }
}
