import { expect, test } from 'vitest';
import { mutateDocument } from '../../pipeline/documents/mutate-document.ts';
import { echoProject, heldout, json, project } from './cli.ts';

test('mutate: the score and what got through, for people within 80 columns and for machines; bad input is exit 2', async () => {
  const folder = project(echoProject(60));
  const told = await heldout(folder, 'mutate', 'suite.yaml', '--faults', 'refuse,be-verbose,break-json');
  expect(told.code).toBe(0);
  expect(told.stdout).toMatch(/mutation score \d+\.\d %: \d+ of \d+ mutants caught/);
  expect(told.stdout).toContain('the scorers do not look there');
  expect(told.stdout).toMatch(/\d+ cost more than a margin: \d+ caught, \d/);
  expect(told.stdout).toMatch(/ refuse +\d+\/\d+ /);
  expect(told.stdout).toContain('found nothing to damage: break-json\n');
  expect(told.stdout).toContain('real/#loud');
  expect(Math.max(...told.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);

  const asked = await heldout(folder, 'mutate', 'suite.yaml', '--faults', 'truncate', '--dry-run', '--json');
  expect(asked.code).toBe(0);
  expect(mutateDocument.parse(json(asked))).toMatchObject({ dryRun: true, score: null, calls: { first: 0 } });

  const wrong = await heldout(folder, 'mutate', 'suite.yaml', '--faults', 'refuze');
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('did you mean `refuse`?');
  // An empty variable of a shell is no wish for all faults, which may cost many calls.
  const none = await heldout(folder, 'mutate', 'suite.yaml', '--faults', ' ,');
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('Write one name or more');
});
