import { expect, test } from 'vitest';
import { heldout, json, project, read, write } from './cli.ts';
import { reviewProject } from './review-project.ts';

const idsIn = (folder: string) =>
  read(folder, 'queue/cases.jsonl')
    .trimEnd()
    .split('\n')
    .map((line): string => JSON.parse(line).id);

test('judges are measured against people, and what a new version of one says of the frozen set is told', async () => {
  const folder = project({
    ...reviewProject,
    'suite.yaml': reviewProject['suite.yaml']
      .replace('quota: 12', 'quota: 60')
      .replace('[typo]', '[typo, filler, upper]'),
  });
  await heldout(folder, 'generate', 'suite.yaml');
  const ids = idsIn(folder);
  expect(ids.length).toBeGreaterThan(50);
  const wrong = Math.ceil(ids.length / 10);
  const decisions = ids.map((caseId, n) => {
    const said = n % 10 === 0 ? { decision: 'reject', reason: 'ambiguous' } : { decision: 'accept' };
    return `${JSON.stringify({ about: 'case', caseId, blind: true, ...said })}\n`;
  });
  write(folder, { 'decisions.jsonl': decisions.join('') });
  await heldout(folder, 'review', 'suite.yaml', '--as', 'Ann', '--import', 'decisions.jsonl');

  // What was refused has left the set: the judge is measured on it all the same.
  const report = json(await heldout(folder, 'test', 'suite.yaml', '--json'));
  expect(report.admission.judges).toMatchObject([
    { people: { n: ids.length, observed: 1 - wrong / ids.length } },
  ]);
  expect(report.notes.join()).toMatch(/people found \d of 30 cases of perturb wrong, so up to \d+ % may be/);

  const first = await heldout(folder, 'calibrate', 'suite.yaml', '--json');
  expect(first.code).toBe(0);
  expect(json(first)).toMatchObject({
    labels: { cases: ids.length, people: ['Ann'], blind: 1 },
    judges: [
      {
        about: 'case',
        judge: 'second-opinion:module:./judge.mjs',
        n: ids.length,
        confusion: [
          [ids.length - wrong, 0],
          [wrong, 0],
        ],
      },
    ],
    rates: [{ method: 'none' }, { method: 'none' }, { method: 'none' }, { method: 'none' }],
    drift: [],
  });
  const frozen = read(folder, 'queue/drift.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(frozen.map(({ kind }) => kind)).toEqual(['frozen', 'rating']);
  expect(frozen[1].votes).toHaveLength(50);

  // The same judge is not asked again; another version is.
  await heldout(folder, 'calibrate', 'suite.yaml');
  expect(read(folder, 'queue/drift.jsonl').trimEnd().split('\n')).toHaveLength(2);
  write(folder, { 'judge.mjs': `${reviewProject['judge.mjs'].replace('(1|5|9)', '(3|7)')}` });
  const second = await heldout(folder, 'calibrate', 'suite.yaml');
  expect(second.stdout).toMatch(
    /Frozen set, old version and new\n {2}second-opinion:module:\.\/judge\.mjs: \d+ of 50 changed/,
  );
  expect(second.stdout).toContain(`agrees with people on 90 % of ${ids.length} (kappa`);
  for (const line of second.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
