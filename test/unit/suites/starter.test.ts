import { expect, test } from 'vitest';
import { parseSuite } from '../../../suites/parse-suite.ts';
import { fittingTags, type StarterAnswers, starterAnswers, starterFiles } from '../../../suites/starter.ts';

const kinds: readonly StarterAnswers['kind'][] = ['classification', 'qa'];

test.each(kinds)('the %s starter parses, and its rows and target are there', (kind) => {
  const files = new Map(
    starterFiles({ ...starterAnswers, id: 'mine', kind }).map((file) => [file.name, file.content]),
  );
  expect([...files.keys()]).toEqual(['mine.yaml', 'heldout.jsonl', 'target.mjs']);
  const { suite } = parseSuite(files.get('mine.yaml') ?? '', 'mine.yaml');
  expect(suite).toMatchObject({
    id: 'mine',
    task: { kind },
    data: { heldout: [{ from: { path: 'heldout.jsonl' } }] },
  });
  expect(suite.models.target?.use).toBe('module:./target.mjs');
  const rows = (files.get('heldout.jsonl') ?? '').trimEnd().split('\n');
  for (const row of rows) {
    const { input, expected } = JSON.parse(row);
    expect(input).toEqual(expect.any(String));
    if (suite.task.kind === 'classification') expect(suite.task.labels).toContain(expected);
    else expect(expected).toEqual(expect.any(String));
  }
});

test('a target of one’s own is named as it was written, and no module comes with it', () => {
  const files = starterFiles({ ...starterAnswers, target: 'command:python "my model".py' });
  expect(files.map((file) => file.name)).toEqual(['my-suite.yaml', 'heldout.jsonl']);
  expect(parseSuite(files[0]?.content ?? '', 'x').suite.models.target?.use).toBe(
    'command:python "my model".py',
  );
});

test.each(kinds)('what fits a %s is offered: by rules as it stands, by models as a comment', (kind) => {
  const { byRules, byModels } = fittingTags(kind);
  expect(byRules.map(({ name }) => name)).toEqual(expect.arrayContaining([...starterAnswers.edgeCases]));
  expect(byRules.length).toBeGreaterThan(10);
  for (const { kinds: fit } of [...byRules, ...byModels]) expect(fit ?? [kind]).toContain(kind);
  const edgeCases = byRules.map(({ name }) => name);
  const [file] = starterFiles({ ...starterAnswers, kind, edgeCases });
  const { suite } = parseSuite(file?.content ?? '', 'x.yaml');
  expect(suite.skills[0].edgeCases).toHaveLength(byRules.length);
  expect(file?.content).toContain(`# - { use: ${byModels[0]?.name}`);
});
