import path from 'node:path';
import type { GateCheck } from '../../core/gate-decision.ts';
import type { ReportedSuite } from '../../core/report.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { repositoryPath } from '../repository-path.ts';

/** What a report says of its suite: who it is, and the line of its file that declares each check. */
export function reportedSuite(loaded: LoadedSuite, checks: readonly GateCheck[]): ReportedSuite {
  const { suite, digest } = loaded;
  return {
    id: suite.id,
    title: suite.title,
    digest,
    file: repositoryPath(path.join(loaded.folder, path.basename(loaded.file)), loaded.file),
    lines: Object.fromEntries(checks.map(({ name }) => [name, lineOf(loaded, name)])),
  };
}

/** Checks that are neither arm nor slice, and what they come from. */
const others: Readonly<Record<string, readonly string[]>> = {
  index: ['gate', 'weights'],
  judges: ['models', 'judges'],
};

/** Of a critical slice its margin, of any other slice what declares it, of an arm its margin. */
function lineOf({ suite, parsed }: LoadedSuite, check: string): number {
  const name = check.replace(/^(real|synthetic)\//, '');
  const critical = [check, name].find((key) => Object.hasOwn(suite.gate.critical, key));
  if (critical !== undefined) return parsed.locate(['gate', 'critical', critical], 'key').line ?? 1;
  const tag = suite.slices.indexOf(name.slice(1));
  if (name.startsWith('#') && tag >= 0) return parsed.locate(['slices', tag]).line ?? 1;
  const [skill, edgeCase] = name.split('/');
  const at = suite.skills.findIndex(({ id }) => id === skill);
  const cell = suite.skills[at]?.edgeCases.findIndex(({ id }) => id === edgeCase) ?? -1;
  if (cell >= 0) return parsed.locate(['skills', at, 'edgeCases', cell]).line ?? 1;
  if (at >= 0) return parsed.locate(['skills', at]).line ?? 1;
  return parsed.locate(others[name] ?? ['gate', 'margin', name]).line ?? 1;
}
