import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { heldout, json, read, write } from './cli.ts';
import { judgedProject, judgedSuite } from './judged-project.ts';

const runOf = (folder: string, id: string) =>
  read(folder, `.heldout/runs/${id}/journal.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('a judge decides what says the same: the good candidate passes, the broken one fails; nothing is asked twice', async () => {
  const { folder, server } = await judgedProject();
  const checked = json(await heldout(folder, 'check', 'suite.yaml', '--json'));
  const estimated = checked.scoring;
  expect([checked.ok, estimated.calls]).toEqual([true, 60]);
  const good = json(await heldout(folder, 'test', 'suite.yaml', '--json'));
  expect(good).toMatchObject({ status: 'pass', trials: { planned: 60, completed: 60, unscored: 0 } });
  expect(good.notes).toContainEqual(
    expect.stringMatching(/^judge-rated: equivalence by openai-compatible:first@/),
  );
  // Candidate and baseline say the same: one call for each case.
  const asked = server.arrived();
  expect(asked).toBeLessThan(65);
  expect(good.spend.requests).toBe(60);
  expect(estimated.usd / good.spend.usd).toBeGreaterThan(0.7);
  expect(estimated.usd / good.spend.usd).toBeLessThan(1.5);

  const [trial] = runOf(folder, good.run);
  expect(trial.scores).toMatchObject([
    {
      scorer: 'equivalence',
      status: 'scored',
      value: 1,
      answer: 'same',
      votes: [{ family: 'first', value: 1 }],
    },
  ]);
  const header = JSON.parse(read(folder, `.heldout/runs/${good.run}/header.json`));
  expect(header.judges).toMatchObject([{ ref: expect.stringMatching(/^openai-compatible:first@/) }]);
  expect(header.scorers.lend[0].prompts).toEqual({
    'equivalence/compare': expect.stringMatching(/^[0-9a-f]{16}$/),
  });

  const broken = await heldout(folder, 'test', 'suite.yaml', '--target', 'module:./broken.mjs', '--json');
  expect([broken.code, json(broken).status]).toEqual([1, 'fail']);
  expect(server.arrived() - asked).toBeLessThan(65);
});

test('a judge that gives no vote leaves the trial unscored; more than 2 % cannot be gated, exit 2', async () => {
  const { folder } = await judgedProject();
  const babbling = await heldout(folder, 'test', 'suite.yaml', '--target', 'module:./babbling.mjs', '--json');
  expect(babbling.code).toBe(2);
  expect(json(babbling).error).toMatchObject({
    code: 'RUN_UNSCORED',
    message: expect.stringContaining('2 of 60 trials'),
    hint: expect.stringContaining('gave no vote that was offered'),
  });
  // Neither can it be a baseline, accepted or named.
  const ran = await heldout(folder, 'run', 'suite.yaml', '--target', 'module:./babbling.mjs', '--json');
  expect([ran.code, json(ran).problem.code]).toEqual([2, 'RUN_UNSCORED']);
  const { run } = json(ran);
  const accepted = await heldout(folder, 'baseline', 'suite.yaml', '--run', run, '--json');
  expect([accepted.code, json(accepted).error.code]).toEqual([2, 'RUN_UNSCORED']);
  const text = read(folder, 'suite.yaml').replace(
    'baseline: { use: "module:./good.mjs"',
    'baseline: { use: "module:./babbling.mjs"',
  );
  write(folder, { 'suite.yaml': text });
  const tested = await heldout(folder, 'test', 'suite.yaml', '--json');
  expect([tested.code, json(tested).error.code]).toEqual([2, 'RUN_UNSCORED']);
});

test('the budget holds judges too: what it does not reach is unscored, kept, and graded later', async () => {
  const { folder, judge } = await judgedProject(20);
  write(folder, { 'suite.yaml': judgedSuite(judge('first'), 'budget: { requests: 8 }\n') });
  const stopped = await heldout(folder, 'run', 'suite.yaml', '--json');
  expect(stopped.code).toBe(2);
  expect(json(stopped)).toMatchObject({
    trials: { planned: 20, completed: 20, unscored: 12 },
    spend: { requests: 8 },
    problem: { code: 'RUN_UNSCORED', message: expect.stringContaining('12 of 20 trials') },
  });
  write(folder, { 'suite.yaml': judgedSuite(judge('first')) });
  const later = json(await heldout(folder, 'run', 'suite.yaml', '--regrade', json(stopped).run, '--json'));
  expect(later).toMatchObject({ problem: null, trials: { unscored: 0 }, spend: { requests: 12 } });
});

test('what judges said can be recorded, and a run scored again from it without a server', async () => {
  const { folder, server } = await judgedProject(6);
  const recorded = json(await heldout(folder, 'run', 'suite.yaml', '--record', 'tape.jsonl', '--json'));
  await server.close();
  rmSync(`${folder}/.heldout`, { recursive: true });
  const replayed = await heldout(folder, 'run', 'suite.yaml', '--replay', 'tape.jsonl', '--json');
  expect(replayed.code, replayed.stderr).toBe(0);
  expect(json(replayed)).toMatchObject({ scores: recorded.scores, spend: { requests: 0 } });
});

describe('what is refused before anything is asked', () => {
  const own = (more = '') => `{ use: "module:./judge.mjs", lineage: { vendor: none, family: other }${more} }`;

  test.each([
    [
      'no judge',
      '',
      'SUITE_MISSING_KEY',
      /the scorer `equivalence` asks a language model, and `models.judges` names none/,
    ],
    [
      'a judge of one’s own',
      own(),
      'MODEL_REF',
      /`module:.\/judge.mjs` under `models.judges` can only answer cases/,
    ],
  ])('%s', async (_, judges, code, message) => {
    const { folder, server } = await judgedProject(4);
    write(folder, { 'suite.yaml': judgedSuite(judges) });
    const before = server.arrived();
    const checked = json(await heldout(folder, 'check', 'suite.yaml', '--json'));
    expect(checked.problems[0]).toMatchObject({ code, line: 11, message: expect.stringMatching(message) });
    expect(server.arrived()).toBe(before);
  });

  test('a judge that is kin to the baseline', async () => {
    const { folder, judge } = await judgedProject(4);
    const text = judgedSuite(judge('first')).replace(
      'baseline: { use: "module:./good.mjs", lineage: { vendor: none, family: own } }',
      'baseline: { use: "module:./good.mjs", lineage: { vendor: none, family: first } }',
    );
    write(folder, { 'suite.yaml': text });
    const checked = json(await heldout(folder, 'check', 'suite.yaml', '--json'));
    expect(checked.problems[0]).toMatchObject({ code: 'LINEAGE_RELATED' });
  });
});

test('a baseline that another judge scored, or the same in other words, does not fit, and the message says which', async () => {
  const { folder, judge } = await judgedProject();
  const { run } = json(await heldout(folder, 'run', 'suite.yaml', '--json'));
  expect((await heldout(folder, 'baseline', 'suite.yaml', '--run', run)).code).toBe(0);

  write(folder, { 'suite.yaml': judgedSuite(judge('second')) });
  const other = await heldout(folder, 'gate', 'suite.yaml', '--run', run, '--json');
  expect(json(other).error).toMatchObject({
    code: 'RUN_MISMATCH',
    hint: `grade its outputs again: \`heldout run suite.yaml --regrade ${run}\``,
    message: expect.stringMatching(
      /other judges scored it: openai-compatible:first@.*, and now it is openai-compatible:second@/,
    ),
  });

  const words =
    'prompts: { equivalence/compare: { user: "{{reference}} {{answer}} Does the answer say the same?" } }\n';
  write(folder, { 'suite.yaml': judgedSuite(judge('first'), words) });
  const reworded = await heldout(folder, 'test', 'suite.yaml', '--json');
  expect(reworded.code, reworded.stderr).toBe(0);
  expect(json(reworded).notes).toContainEqual(
    expect.stringContaining(
      'the accepted baseline does not fit (judges are asked in other words since: equivalence/compare)',
    ),
  );
});
