import { digest } from '../core/digest.ts';
import type { Reporter } from '../core/seams.ts';
import { excerpt } from './excerpt.ts';
import { toldChecks } from './told-checks.ts';

/**
 * GitLab's code-quality report: an issue for each check that keeps the gate from passing, at its line of the suite; an
 * empty list for a pass. The fingerprint is of suite, check and status, so that GitLab tells new ones from those that
 * the target branch has too.
 */
export const gitlab: Reporter = (report) => {
  const { id, file } = report.suite;
  const issues = toldChecks(report).map(({ check, weight, words, line }) => ({
    description: excerpt(words, 1000),
    check_name: `heldout-gate-${check.status}`,
    fingerprint: digest(JSON.stringify([id, check.name, check.status])),
    severity: severity(check.status, weight),
    location: { path: excerpt(file, 400), lines: { begin: line } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
};

function severity(status: string, weight: 'blocks' | 'warns'): 'critical' | 'major' | 'minor' {
  if (weight === 'warns') return 'minor';
  return status === 'fail' ? 'critical' : 'major';
}
