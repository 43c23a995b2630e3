import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { toMutateDocument } from '../../../pipeline/documents/mutate-document.ts';
import { fill } from '../../../pipeline/fill.ts';
import { generate } from '../../../pipeline/generate.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { type MutateOptions, mutate } from '../../../pipeline/mutate.ts';
import { run } from '../../../pipeline/run.ts';
import { test as testSuite } from '../../../pipeline/test.ts';
import { echoProject, project, suite, target, write } from '../../e2e/cli.ts';
import { goodTarget, queueProject } from '../../fixtures/rounds/queue-project.ts';

/** Answers with the text, and writes down every call. */
const counting = target(
  'const { appendFileSync } = await import("node:fs"); appendFileSync(new URL("./calls.txt", import.meta.url), "x"); return { text };',
);
const callsIn = (folder: string) => {
  const file = path.join(folder, 'calls.txt');
  return existsSync(file) ? readFileSync(file, 'utf8').length : 0;
};

async function mutated(folder: string, options: MutateOptions = {}) {
  return mutate(await loadSuite('suite.yaml', folder), { workingFolder: folder, ...options });
}

async function problemOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    if (error instanceof HeldoutError) return error.problems[0];
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('faults at the output call no target once it has been run; those at the input only for what they change', async () => {
  const folder = project({ ...echoProject(80), 'good.mjs': counting });
  const dry = await mutated(folder, { dryRun: true, faults: ['refuse', 'drop-system-prompt'] });
  expect(dry.calls).toMatchObject({ first: 80, target: { usd: 0 } });
  expect(callsIn(folder)).toBe(0);
  await mutated(folder, { faults: ['refuse', 'drop-system-prompt'] });
  // All of the 20 cases of the slice, and about half of the others.
  expect(dry.calls.target.calls).toBeGreaterThan(20);
  const asked = 80 + dry.calls.target.calls;
  expect(callsIn(folder)).toBe(asked);

  await mutated(folder, { faults: ['refuse', 'leak', 'be-verbose'] });
  expect(callsIn(folder)).toBe(asked);
  // Cut to `Say` all inputs are one, which is paid for once, at whatever strength and on slices too.
  const again = await mutated(folder, { faults: ['refuse', 'truncate'] });
  expect(again.calls).toMatchObject({ first: 0, target: { calls: 1 } });
  expect(callsIn(folder)).toBe(asked + 1);
  const kept = await mutated(folder, { faults: ['truncate'] });
  expect(kept).toMatchObject({ calls: { target: { calls: 0 } }, score: { undecided: 0 } });
  expect(callsIn(folder)).toBe(asked + 1);
});

test('progress: trials of the first run, then mutants with the calls for them, also while one mutant calls often', async () => {
  const folder = project(echoProject(40));
  const seen: (readonly [string, number, number, number])[] = [];
  await mutated(folder, { faults: ['drop-system-prompt'], onProgress: (...at) => seen.push(at) });
  expect(seen.slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, i) => ['run', i + 1, 40, i + 1]));
  const mutants = seen.slice(40);
  const last = mutants.at(-1);
  expect(last).toEqual(['mutants', last?.[2], last?.[2], last?.[3]]);
  const calls = last?.[3] ?? 0;
  expect(calls).toBeGreaterThan(10);
  expect(mutants).toHaveLength(calls + (last?.[2] ?? 0));
});

test('the gate catches what costs much and not what costs little; nothing to damage is equivalent', async () => {
  const folder = project(echoProject(120));
  const names = ['refuse', 'be-verbose', 'strip-diacritics'];
  const made = await mutated(folder, { faults: names });
  const statusOf = (name: string) => made.outcomes.find(({ mutant }) => mutant.name === name);
  expect(statusOf('refuse@0.5')).toMatchObject({ status: 'caught', because: null });
  expect(statusOf('refuse@1 on real/#loud')).toMatchObject({ status: 'caught', changed: 30, worse: 30 });
  expect(statusOf('refuse@0.05')?.status).not.toBe('caught');
  expect(statusOf('strip-diacritics@0.5')).toMatchObject({ status: 'equivalent', struck: 0 });
  // The scorer looks for the answer within the output: words around it cost nothing, and no case would help.
  expect(statusOf('be-verbose@0.5')).toMatchObject({
    status: 'passed',
    because: 'unseen',
    worse: 0,
    lacking: [],
  });
  expect(made.control).toBe('pass');
  const counted = made.outcomes.filter(({ status }) => ['caught', 'passed', 'inconclusive'].includes(status));
  expect(made.score.counted).toBe(counted.length);
  expect(made.score.caught).toBe(counted.filter(({ status }) => status === 'caught').length);
});

test('answers are swapped out of the recorded run: no call, caught where they are many, and equal ones are equivalent', async () => {
  const folder = project({ ...echoProject(120), 'good.mjs': counting });
  const made = await mutated(folder, { faults: ['swap-answer'] });
  expect(callsIn(folder)).toBe(120);
  const of = (name: string) => made.outcomes.find(({ mutant }) => mutant.name === name);
  expect(of('swap-answer@0.5')).toMatchObject({ status: 'caught' });
  expect(of('swap-answer@1 on real/#loud')).toMatchObject({ struck: 30, changed: 30, worse: 30 });
  expect(of('swap-answer@0.05')?.status).not.toBe('caught');

  const same = project({ ...echoProject(40), 'good.mjs': target('return { text: "all the same" };') });
  const none = await mutated(same, { faults: ['swap-answer'] });
  expect(none.score).toMatchObject({ counted: 0, score: null, equivalent: none.planned });
});

test('the same run and seed give the same mutants and verdicts; another seed strikes others', async () => {
  const folder = project(echoProject(60));
  const one = toMutateDocument(await mutated(folder, { faults: ['refuse'] }));
  expect(toMutateDocument(await mutated(folder, { faults: ['refuse'] }))).toEqual({
    ...one,
    spend: one.spend,
  });
  const other = toMutateDocument(await mutated(folder, { faults: ['refuse'], seed: 1 }));
  expect(other.mutants.map(({ changed }) => changed)).not.toEqual(one.mutants.map(({ changed }) => changed));
});

test('mutants that do not fit into the calls are left out, told and not counted', async () => {
  const folder = project({ ...echoProject(40), 'good.mjs': counting });
  const made = await mutated(folder, { faults: ['truncate', 'refuse'], maxCalls: 0 });
  expect(callsIn(folder)).toBe(40);
  const cut = made.outcomes.find(({ mutant }) => mutant.name === 'truncate@0.5');
  expect(cut).toMatchObject({
    status: 'undecided',
    reason: 'not run: it needs 1 new call, more than may be made',
  });
  expect(made.faults.find(({ fault }) => fault === 'truncate')).toMatchObject({ counted: 0, score: null });
  expect(made.score.undecided).toBeGreaterThan(0);
});

test('a target that is always wrong, and a set that is too small, are told apart from a bad gate', async () => {
  const folder = project({ ...echoProject(30), 'hopeless.mjs': target('return { text: "x" };') });
  const made = await mutated(folder, { target: 'module:./hopeless.mjs', faults: ['refuse'] });
  expect(made).toMatchObject({ cases: 30, hopeless: 30, control: 'inconclusive', score: { caught: 0 } });
  expect(made.outcomes.every(({ because }) => because === null || because === 'unseen')).toBe(true);
});

test('what errs is left as it is: an answer that never came has nothing to damage', async () => {
  const folder = project({
    ...echoProject(60),
    'faulty.mjs': target('if (text.endsWith("0")) throw new Error("down"); return { text };'),
  });
  const made = await mutated(folder, { target: 'module:./faulty.mjs', faults: ['refuse'] });
  expect(made.hopeless).toBe(6);
  expect(made.outcomes.find(({ mutant }) => mutant.name === 'refuse@1 on real/#loud')?.changed).toBeLessThan(
    15,
  );
});

test('refused: an unknown fault, an unknown run, a target that has changed since its run', async () => {
  const folder = project(echoProject(20));
  expect(await problemOf(mutated(folder, { faults: ['refuze'] }))).toMatchObject({
    code: 'UNKNOWN_PART',
    hint: 'did you mean `refuse`?',
  });
  expect(await problemOf(mutated(folder, { faults: ['refuse', 'flip-label'] }))).toMatchObject({
    code: 'USAGE',
    message: 'the fault `flip-label` cannot be planted: the task is of the kind qa',
  });
  expect(await problemOf(mutated(folder, { run: 'nope' }))).toMatchObject({ code: 'RUN_NOT_FOUND' });
  const { record } = await run(await loadSuite('suite.yaml', folder), { workingFolder: folder });
  const rows = readFileSync(path.join(folder, 'rows.jsonl'), 'utf8');
  write(folder, { 'rows.jsonl': `${rows.trimEnd().split('\n').slice(1).join('\n')}\n` });
  expect(await problemOf(mutated(folder, { run: record.header.id }))).toMatchObject({
    code: 'RUN_MISMATCH',
    message: expect.stringContaining('dataset'),
  });
  write(folder, { 'rows.jsonl': rows, 'good.mjs': target('return { text: text + "!" };') });
  expect(await problemOf(mutated(folder, { run: record.header.id }))).toMatchObject({
    code: 'RUN_MISMATCH',
  });
});

test('what got through for want of cases says where new held-out cases go', async () => {
  const folder = queueProject({ 'weak.mjs': goodTarget });
  const load = () => loadSuite('suite.yaml', folder);
  await generate(await load());
  await run(await load(), { workingFolder: folder });
  const by = { heldout: 20, train: 0, by: 'mutants' } as const;
  expect(await problemOf(fill(await load(), by))).toMatchObject({ code: 'RUN_NOT_FOUND' });
  const made = await mutated(folder, { faults: ['flip-label'] });
  const lacking = made.cells.filter(({ edgeCase }) => edgeCase !== null);
  expect(lacking.map(({ name }) => name).sort()).toEqual([
    'synthetic/queue/shouting',
    'synthetic/queue/typos',
  ]);
  const filled = await fill(await load(), by);
  expect(filled.heldout.map(({ name }) => name).sort()).toEqual(['queue/shouting', 'queue/typos']);
  expect(filled.heldout.reduce((sum, { wanted }) => sum + wanted, 0)).toBe(20);
  // The set has grown since: the score is of another one.
  await run(await load(), { workingFolder: folder });
  expect(await problemOf(fill(await load(), by))).toMatchObject({ code: 'RUN_MISMATCH' });
  writeFileSync((await load()).paths.mutants, '{"schemaVersion":1}');
  expect(await problemOf(fill(await load(), by))).toMatchObject({ code: 'RECORD_CORRUPT' });
});

test('refused: a run that ended before every case was run', async () => {
  const folder = project({ ...echoProject(400), 'suite.yaml': suite('  sequential: obf\n') });
  const early = await testSuite(await loadSuite('suite.yaml', folder), {
    workingFolder: folder,
    target: 'module:./broken.mjs',
  });
  expect(early.trials.skipped).toBeGreaterThan(0);
  expect(await problemOf(mutated(folder, { run: early.run }))).toMatchObject({ code: 'RUN_UNFINISHED' });
  // Without a run that is named, the rest of it is run.
  const made = await mutated(folder, { target: 'module:./broken.mjs', faults: ['strip-diacritics'] });
  expect(made).toMatchObject({ cases: 400, run: early.run, score: { counted: 0 } });
});
