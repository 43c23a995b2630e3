import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gitlab } from '../../../reports/gitlab.ts';
import { anyText } from './hostile-text.ts';
import { failing, inconclusive, passing, withText } from './report-fixtures.ts';

/** What GitLab requires of a code-quality report (docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"). */
const codeQuality = z.array(
  z.strictObject({
    description: z.string(),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({
      path: z.string(),
      lines: z.strictObject({ begin: z.int().min(1) }),
    }),
  }),
);
const issues = (text: string) => codeQuality.parse(JSON.parse(text));

describe('code quality for GitLab', () => {
  test('a fail is an issue at the line of the suite', () => {
    const [issue, ...rest] = issues(gitlab(failing));
    expect(issue).toMatchObject({
      check_name: 'heldout-gate-fail',
      severity: 'critical',
      location: { path: 'suites/support-triage.yaml', lines: { begin: 24 } },
    });
    expect(issue?.description).toContain('worse by more than 0.05');
    expect(rest).toEqual([]);
  });

  test('a pass has none; what is let through is minor', () => {
    expect(issues(gitlab(passing))).toEqual([]);
    const severities = (exitCode: 0 | 3) =>
      new Set(issues(gitlab({ ...inconclusive, exitCode })).map(({ severity }) => severity));
    expect(severities(3)).toEqual(new Set(['major']));
    expect(severities(0)).toEqual(new Set(['minor']));
  });

  test('fingerprints tell checks and verdicts apart, and stay the same when only figures change', () => {
    const of = (report: typeof failing) => issues(gitlab(report)).map(({ fingerprint }) => fingerprint);
    const check = { ...failing.checks[0], status: 'fail' } as const;
    const withReason = (reason: string) => of({ ...failing, checks: [{ ...check, reason }] });
    expect(withReason('other figures')).toEqual(withReason('figures'));
    expect(withReason('figures')).toHaveLength(1);
    const both = { ...failing, checks: [check, { ...check, name: 'synthetic' }] as const };
    expect(new Set(of(both)).size).toBe(2);
  });

  test('whatever the texts hold, the document is valid', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(issues(gitlab(withText(failing, text)))).toHaveLength(1);
      }),
    );
  });
});
