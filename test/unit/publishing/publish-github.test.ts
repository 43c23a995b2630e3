import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { githubContext } from '../../../pipeline/publishing/github-context.ts';
import { type GateOutcome, publishGithub } from '../../../pipeline/publishing/publish-github.ts';
import { type LoopbackGithub, loopbackGithub } from '../../fixtures/github/loopback-github.ts';
import { failing, passing } from '../reports/report-fixtures.ts';
import { workflowCommand } from '../reports/workflow-commands.ts';

let github: LoopbackGithub;
let folder: string;
beforeEach(async () => {
  github = await loopbackGithub();
  folder = mkdtempSync(path.join(tmpdir(), 'heldout-publish-'));
});
afterEach(() => github.close());

const pull = (from = 'acme/triage') => ({
  pull_request: { number: 7, head: { sha: '0123456789abcdef0123', repo: { full_name: from } } },
});

/** The environment of a step, as GitHub gives it, in a folder of its own. */
function environment(event: unknown, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  writeFileSync(path.join(folder, 'event.json'), typeof event === 'string' ? event : JSON.stringify(event));
  return {
    GITHUB_API_URL: `${github.url}/`,
    GITHUB_REPOSITORY: 'acme/triage',
    GITHUB_TOKEN: 'secret',
    GITHUB_EVENT_PATH: path.join(folder, 'event.json'),
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_RUN_ID: '99',
    GITHUB_STEP_SUMMARY: path.join(folder, 'summary.md'),
    GITHUB_OUTPUT: path.join(folder, 'output'),
    ...more,
  };
}

const publish = (outcome: GateOutcome, env: NodeJS.ProcessEnv, commentKey?: string) =>
  publishGithub(
    outcome,
    githubContext(env),
    { workingFolder: folder, ...(commentKey === undefined ? {} : { commentKey }) },
    new AbortController().signal,
  );
const written = (name: string) => readFileSync(path.join(folder, name), 'utf8');

describe('what GitHub is told', () => {
  test('summary, outputs, annotations and the comment, which the next run rewrites', async () => {
    const env = environment(pull());
    const { annotations, notes } = await publish({ report: failing }, env);
    expect(annotations.map((line) => workflowCommand(line)?.command)).toEqual(['error', 'error']);
    expect(written('output')).toBe(`status=fail\nexit-code=1\nrun=${failing.run}\n`);
    expect(written('summary.md')).toContain('GATE FAIL');
    const url = 'https://github.test/acme/triage/pull/7#issuecomment-1';
    expect(notes).toEqual([`created the comment on pull request 7: ${url}`]);
    expect(github.comments[0]?.body).toContain('GATE FAIL');
    expect(github.comments[0]?.body).toMatch(
      /Commit 0123456789ab · \[run and artefacts\]\(https:\/\/github.test\/acme\/triage\/actions\/runs\/99\)\n$/,
    );
    await publish({ report: passing }, env);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('GATE PASS');
    expect(github.comments[0]?.body).not.toContain('GATE FAIL');
  });

  test('a gate that could not run takes the place of an old pass', async () => {
    mkdirSync(path.join(folder, '.git'));
    const env = environment(pull());
    await publish({ report: { ...passing, suite: { ...passing.suite, file: 'evals/suite.yaml' } } }, env);
    const problem = {
      code: 'SUITE_VALUE',
      message: '`gate.margin.real`: must be less than 1\n::error::',
      place: { file: path.join(folder, 'evals/suite.yaml'), line: 12, column: 3 },
      hint: 'write 0.03',
    } as const;
    const outcome = { problems: [problem], suiteFile: 'evals/suite.yaml' } as const;
    const { annotations } = await publish(outcome, env);
    expect(annotations.map(workflowCommand)).toEqual([
      {
        command: 'error',
        properties: {
          file: 'evals/suite.yaml',
          line: '12',
          title: 'heldout: SUITE_VALUE, could not run',
        },
        message: '`gate.margin.real`: must be less than 1\\n::error:: (write 0.03)',
      },
    ]);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('GATE could not run (exit 2): evals/suite.yaml');
    expect(github.comments[0]?.body).toContain('evals/suite.yaml:12:3');
    expect(written('output')).toContain('status=error\nexit-code=2\n');
  });

  test('two gates on one pull request have two comments', async () => {
    const env = environment(pull());
    await publish({ report: passing }, env);
    await publish({ report: failing }, env, 'the other model');
    expect(github.comments).toHaveLength(2);
  });
});

describe('without a comment the verdict is told all the same, and why there is none', () => {
  test.each<[string, unknown, NodeJS.ProcessEnv, string]>([
    ['a push', { ref: 'refs/heads/main' }, {}, 'this is no run for one'],
    ['an issue that is no pull request', { issue: { number: 7 } }, {}, 'this is no run for one'],
    ['no event', {}, { GITHUB_EVENT_PATH: '' }, 'this is no run for one'],
    ['a broken event', '{', {}, 'the event cannot be read'],
    ['no token', pull(), { GITHUB_TOKEN: '' }, 'GITHUB_TOKEN is not set'],
    ['no repository', pull(), { GITHUB_REPOSITORY: '' }, 'GITHUB_REPOSITORY is not set'],
  ])('%s', async (_, event, more, why) => {
    const { notes } = await publish({ report: failing }, environment(event, more));
    expect(notes).toEqual([expect.stringContaining(`no comment on a pull request: ${why}`)]);
    expect(github.seen).toEqual([]);
    expect(written('summary.md')).toContain('GATE FAIL');
  });

  test('a fork whose token may only read', async () => {
    await github.close();
    github = await loopbackGithub((request) => (request.startsWith('POST') ? { status: 403 } : null));
    const { notes } = await publish({ report: failing }, environment(pull('stranger/triage')));
    expect(notes[0]).toMatch(/GitHub answered 403 .*; the pull request comes from a fork$/);
  });

  test('a comment on a pull request is an event about it', async () => {
    await publish({ report: failing }, environment({ issue: { number: 7, pull_request: {} } }));
    expect(github.comments).toHaveLength(1);
  });

  test('a summary that cannot be written is a note', async () => {
    const { notes } = await publish({ report: failing }, environment({}, { GITHUB_STEP_SUMMARY: folder }));
    expect(notes[0]).toContain(`cannot write ${folder}`);
  });
});
