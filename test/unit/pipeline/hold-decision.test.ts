import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { acceptBaseline } from '../../../pipeline/accept-baseline.ts';
import { gate } from '../../../pipeline/gate.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { run } from '../../../pipeline/run.ts';
import { test as testSuite } from '../../../pipeline/test.ts';
import { echoProject, project, read, rows, target, write } from '../../e2e/cli.ts';

const number = 'Number(/\\d+/.exec(text)[0])';
/** Loses the first so many cases. */
const losing = (count: number) => target(`return { text: ${number} < ${count} ? "?" : text };`);

const suiteOf = (folder: string) => loadSuite('suite.yaml', folder);
const tested = async (folder: string, name: string, more: object = {}) =>
  testSuite(await suiteOf(folder), { target: `module:./${name}`, workingFolder: folder, ...more });

/** Accepts the run of a report, as the next baseline or as the anchor. */
async function accept(folder: string, id: string, anchor = false): Promise<void> {
  await acceptBaseline(await suiteOf(folder), id, { anchor });
}

describe('a pinned anchor', () => {
  const steps = { 'v0.mjs': losing(0), 'v1.mjs': losing(8), 'v2.mjs': losing(16), 'v3.mjs': losing(60) };

  /** The baseline moves on to v1, which lost two points; v2 loses two more. */
  async function drifted(more: string, anchored: boolean) {
    const folder = project({ ...echoProject(400, more), ...steps });
    const first = await run(await suiteOf(folder), { target: 'module:./v0.mjs', workingFolder: folder });
    if (anchored) await accept(folder, first.record.header.id, true);
    await accept(folder, first.record.header.id);
    const second = await tested(folder, 'v1.mjs');
    expect(second.status).toBe('pass');
    await accept(folder, second.run);
    return folder;
  }

  test('holds a candidate that each step has let through', async () => {
    const alone = await drifted('', false);
    expect((await tested(alone, 'v2.mjs')).status).toBe('pass');

    const folder = await drifted('', true);
    const report = await tested(folder, 'v2.mjs');
    expect([report.status, report.exitCode]).toEqual(['inconclusive', 3]);
    expect(report.arms[0]).toMatchObject({ status: 'pass', difference: -0.02 });
    expect(report.anchor).toMatchObject({ target: 'module:./v0.mjs', status: 'inconclusive' });
    expect(report.anchor?.arms[0]).toMatchObject({ difference: -0.04, margin: 0.05 });
    expect(report.checks.map(({ name, status }) => [name, status])).toContainEqual([
      'anchor: real',
      'inconclusive',
    ]);

    const worse = await tested(folder, 'v3.mjs');
    expect(worse.status).toBe('fail');
    expect(worse.checks.find(({ name }) => name === 'anchor: real')).toMatchObject({ status: 'fail' });
  });

  test('may have a margin of its own', async () => {
    const folder = await drifted('  anchorMargin: { real: 0.1, synthetic: 0.1 }\n', true);
    const report = await tested(folder, 'v2.mjs');
    expect(report.status).toBe('pass');
    expect(report.anchor?.arms[0]).toMatchObject({ margin: 0.1, status: 'pass' });
  });

  test('that does not fit is never passed over', async () => {
    const folder = await drifted('', true);
    write(folder, {
      'rows.jsonl': rows(401),
      'suite.yaml': read(folder, 'suite.yaml'),
    });
    await expect(tested(folder, 'v2.mjs')).rejects.toThrow(
      /the pinned anchor, run \S+, does not fit: the dataset has changed/,
    );
  });
});

describe('attempts', () => {
  /** Loses every fourth case while the mood is bad; its own files never change. */
  const moody = `import { readFileSync } from 'node:fs';\n${target(
    `const bad = readFileSync(new URL("mood.txt", import.meta.url), "utf8") === "bad"; return { text: bad && ${number} % 4 === 0 ? "?" : text };`,
  )}`;
  const mood = (folder: string, now: 'bad' | 'good') => writeFileSync(path.join(folder, 'mood.txt'), now);

  test('another draw does not overrule a verdict; more attempts at the same cases decide with it', async () => {
    const folder = project({ ...echoProject(200), 'moody.mjs': moody });
    mood(folder, 'bad');
    const first = await tested(folder, 'moody.mjs');
    expect([first.status, first.attempt]).toEqual(['fail', 1]);
    mood(folder, 'good');
    const second = await tested(folder, 'moody.mjs');
    expect(second.arms[0].status).toBe('pass');
    expect([second.status, second.attempt]).toEqual(['inconclusive', 2]);
    expect(second.checks[0]).toMatchObject({ name: 'attempts', status: 'inconclusive' });
    expect(second.checks[0].reason).toContain(
      `run ${first.run} was FAIL, and another draw does not overrule it`,
    );

    const third = await tested(folder, 'moody.mjs', { append: true });
    expect([third.run, third.attempt, third.status]).toEqual([first.run, 1, 'fail']);
    // Fifty of 200 cases count with one half.
    expect(third.arms[0].difference).toBeCloseTo(-1 / 8, 12);
    expect(third.trials).toMatchObject({ planned: 400, completed: 400 });
  });

  test('of a target whose content cannot be seen the earlier verdict is told, and this one stands', async () => {
    const folder = project({
      ...echoProject(200),
      'answer.mjs': `import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
const bad = readFileSync(new URL('mood.txt', import.meta.url), 'utf8') === 'bad';
for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line);
  console.log(JSON.stringify({ id, text: bad && ${number} % 4 === 0 ? '?' : text }));
}
`,
    });
    const ask = async () =>
      testSuite(await suiteOf(folder), {
        target: `command:node ${path.join(folder, 'answer.mjs')}`,
        workingFolder: folder,
      });
    mood(folder, 'bad');
    const first = await ask();
    expect(first.status).toBe('fail');
    mood(folder, 'good');
    const second = await ask();
    expect([second.status, second.attempt]).toEqual(['pass', 2]);
    expect(second.notes.join('\n')).toContain(
      `attempt 2 of this target on these cases: run ${first.run} was FAIL`,
    );
  });

  test('a first draw that ended early by another rule is read by its own', async () => {
    const folder = project({ ...echoProject(400, '  sequential: obf\n'), 'moody.mjs': moody });
    mood(folder, 'bad');
    const first = await tested(folder, 'moody.mjs');
    expect([first.status, first.trials.completed < 400]).toEqual(['fail', true]);
    mood(folder, 'good');
    write(folder, {
      'suite.yaml': read(folder, 'suite.yaml').replace('sequential: obf', 'sequential: none'),
    });
    const second = await tested(folder, 'moody.mjs');
    expect([second.arms[0].status, second.status, second.attempt]).toEqual(['pass', 'inconclusive', 2]);
    expect(second.checks[0].reason).toContain(`run ${first.run} was FAIL`);
  });

  test('are added to a first draw that ended early once every case is run', async () => {
    const folder = project({ ...echoProject(400, '  sequential: obf\n'), 'moody.mjs': moody });
    mood(folder, 'bad');
    const first = await tested(folder, 'moody.mjs');
    expect([first.status, first.trials.completed < 400]).toEqual(['fail', true]);
    mood(folder, 'good');
    const second = await tested(folder, 'moody.mjs');
    expect(second.checks[0].reason).toContain(
      'it ended early: `heldout test suite.yaml --append --every-case` runs the rest',
    );
    await expect(tested(folder, 'moody.mjs', { append: true })).rejects.toMatchObject({
      problems: [{ code: 'RUN_UNFINISHED', hint: expect.stringContaining('--every-case') }],
    });
    const whole = await tested(folder, 'moody.mjs', { append: true, everyCase: true });
    expect([whole.run, whole.attempt]).toEqual([first.run, 1]);
    expect(whole.trials).toMatchObject({ planned: 800, completed: 800 });
  });

  test('a copy of a target in another folder is the same one', async () => {
    const folder = project({ ...echoProject(200), 'moody.mjs': moody, 'copy/moody.mjs': moody });
    mood(folder, 'bad');
    const first = await tested(folder, 'moody.mjs');
    write(folder, { 'copy/mood.txt': 'good' });
    const second = await tested(folder, 'copy/moody.mjs');
    expect([second.arms[0].status, second.status, second.attempt]).toEqual(['pass', 'inconclusive', 2]);
    expect(second.checks[0].reason).toContain(`run ${first.run} was FAIL`);
  });

  test('a changed target is another one', async () => {
    const folder = project({ ...echoProject(200), 'moody.mjs': moody });
    mood(folder, 'bad');
    await tested(folder, 'moody.mjs');
    mood(folder, 'good');
    write(folder, { 'moody.mjs': `${moody}// mended\n` });
    const second = await tested(folder, 'moody.mjs');
    expect([second.status, second.attempt]).toEqual(['pass', 1]);
  });

  test('are added to the same run, which keeps what it has; an interrupted addition goes on', async () => {
    const folder = project({ ...echoProject(40), 'moody.mjs': moody });
    mood(folder, 'bad');
    const loaded = await suiteOf(folder);
    const options = { target: 'module:./moody.mjs', workingFolder: folder };
    await expect(run(loaded, { ...options, append: true })).rejects.toThrow(/no run of module:.\/moody.mjs/);
    const first = await run(loaded, options);
    mood(folder, 'good');
    const interrupt = new AbortController();
    const stopped = await run(
      loaded,
      { ...options, append: true, concurrency: 1, onTrial: () => interrupt.abort() },
      interrupt.signal,
    );
    expect(stopped.trials).toMatchObject({ planned: 80, completed: 41 });
    const whole = await run(loaded, { ...options, append: true });
    expect(whole.record.header).toMatchObject({ id: first.record.header.id, repeats: 2 });
    expect(whole.trials).toMatchObject({ planned: 80, completed: 80 });
    const again = await run(loaded, { ...options, append: true });
    expect(again.trials).toMatchObject({ planned: 120, completed: 120 });
    await testSuite(loaded, { ...options, target: 'module:./good.mjs' });
    // Ten cases of 40 count with 2/3.
    const report = await gate(loaded, { run: first.record.header.id });
    expect(report.arms[0].difference).toBeCloseTo(-1 / 12, 12);
  });
});

describe('a comparison with nothing', () => {
  const crashes = target('throw new Error("no weights at " + text.length);');

  test('a baseline that gave no answer at all is none, however it comes', async () => {
    const folder = project({ ...echoProject(200), 'crashes.mjs': crashes });
    const named = read(folder, 'suite.yaml').replace(
      'baseline: { use: "module:./good.mjs"',
      'baseline: { use: "module:./crashes.mjs"',
    );
    expect(named).toContain('crashes.mjs');
    const why = /gave no answer to any of the 200 planned trials, the first: .*no weights/;
    const ran = await run(await suiteOf(folder), { target: 'module:./crashes.mjs', workingFolder: folder });
    expect(ran.problem).toBeNull();
    await expect(accept(folder, ran.record.header.id)).rejects.toThrow(why);
    await expect(accept(folder, ran.record.header.id, true)).rejects.toThrow(why);
    expect((await tested(folder, 'crashes.mjs')).status).toBe('fail');

    write(folder, { 'suite.yaml': named });
    await expect(tested(folder, 'good.mjs')).rejects.toThrow(why);
    await expect(tested(folder, 'crashes.mjs')).rejects.toThrow(why);
  });

  test('two models that get nothing right have shown nothing, whatever the margin', async () => {
    const wrong = target('return { text: "?" };');
    const folder = project({ ...echoProject(200), 'wrong.mjs': wrong, 'as-wrong.mjs': `${wrong}// too\n` });
    const first = await run(await suiteOf(folder), { target: 'module:./wrong.mjs', workingFolder: folder });
    await accept(folder, first.record.header.id);
    const report = await tested(folder, 'as-wrong.mjs');
    expect([report.status, report.exitCode]).toEqual(['inconclusive', 3]);
    expect(report.checks[0]).toMatchObject({ name: 'scores', status: 'inconclusive' });
    expect(report.checks[0].reason).toContain('real: neither model scores anything on any of 200 cases');
    expect((await tested(folder, 'good.mjs')).status).toBe('pass');

    // Beside an anchor that gets nothing right either, it is no more than beside the baseline.
    await accept(folder, first.record.header.id, true);
    const beside = await tested(folder, 'as-wrong.mjs');
    expect(beside.anchor?.status).toBe('inconclusive');
    expect(beside.checks.map(({ name }) => name)).toContain('anchor: scores');
  });

  test('on a critical slice it passes, and the report names the slice', async () => {
    const quiet = target(`return { text: ${number} % 4 === 0 ? "?" : text };`);
    const folder = project({
      ...echoProject(400, '  critical: { real/#loud: 0.1 }\n'),
      'too.mjs': `${quiet}// too\n`,
    });
    const first = await run(await suiteOf(folder), { target: 'module:./broken.mjs', workingFolder: folder });
    await accept(folder, first.record.header.id);
    const note =
      'real/#loud: neither the baseline nor the candidate got one right in 100 cases; PASS says only that it is no worse';
    const report = await tested(folder, 'too.mjs');
    expect(report.status).toBe('pass');
    expect(report.notes).toContain(note);
    expect((await tested(folder, 'good.mjs')).notes).not.toContain(note);
  });
});

describe('the order of the looks', () => {
  const withGate = (folder: string, from: string, to: string) =>
    write(folder, { 'suite.yaml': read(folder, 'suite.yaml').replace(from, to) });
  const scattered = target(`return { text: ${number} % 21 === 0 ? "?" : text };`);

  test('is fixed before a run: seeds and rules that are named afterwards decide nothing', async () => {
    const folder = project({ ...echoProject(400), 'scattered.mjs': scattered });
    const first = await tested(folder, 'scattered.mjs');
    expect(first.status).toBe('inconclusive');
    withGate(folder, 'gate:\n', 'gate:\n  sequential: eprocess\n  seed: 1\n');
    const after = await gate(await suiteOf(folder));
    expect([after.status, after.sequential]).toEqual(['inconclusive', null]);
  });

  test('holds for a run of every case too', async () => {
    const folder = project({
      ...echoProject(40, '  sequential: obf\n  seed: 5\n'),
      'scattered.mjs': scattered,
    });
    const made = await run(await suiteOf(folder), { target: 'module:./good.mjs', workingFolder: folder });
    await accept(folder, made.record.header.id);
    const whole = await run(await suiteOf(folder), {
      target: 'module:./scattered.mjs',
      workingFolder: folder,
      everyCase: true,
    });
    expect(whole.record.header.looks).toEqual({ rule: 'obf', seed: 5 });
    expect(whole.trials.completed).toBe(40);
    expect((await gate(await suiteOf(folder))).sequential).toMatchObject({ rule: 'obf' });
  });
});
