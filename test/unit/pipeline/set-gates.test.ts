import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunHeader, Trial } from '../../../core/run.ts';
import type { Diversity } from '../../../curation/diversity.ts';
import {
  balanceGate,
  largestShares,
  type PlannedCell,
  plannedCells,
} from '../../../pipeline/set-level/balance-gate.ts';
import { difficultyOf } from '../../../pipeline/set-level/difficulty.ts';
import { difficultyGate } from '../../../pipeline/set-level/difficulty-gate.ts';
import { diversityGate } from '../../../pipeline/set-level/diversity-gate.ts';
import { shiftGate } from '../../../pipeline/set-level/shift-gate.ts';
import { openJournal } from '../../../runner/journal.ts';
import { journalFile, writeRunHeader } from '../../../runner/run-records.ts';
import { generatedFrom, madeCase, realCase, suiteOf, temporaryFolder } from '../datasets/dataset-fixtures.ts';
import { completed, errored, headerOf } from '../runner/run-fixtures.ts';

describe('diversity, relative to the real anchor', () => {
  const anchor: Diversity = {
    n: 175,
    tokens: 2000,
    exactDuplicates: 0,
    gzipRatio: 2,
    distinct2: 0.8,
    meanMaxRougeL: 0.4,
    shareOver70: 0.01,
    vendi: 100,
  };
  // Each at its limit: 1.15 ×, .85 ×, + .10, 3 % or the anchor's own, .8 ×.
  const limit = { gzipRatio: 2.3, distinct2: 0.68, meanMaxRougeL: 0.5, shareOver70: 0.03, vendi: 80 };

  test('at the limits it passes', () => {
    expect(diversityGate({ anchor, made: { ...anchor, ...limit } })).toMatchObject({
      status: 'pass',
      reasons: [],
    });
  });

  test.each([
    ['gzip ratio', { gzipRatio: 2.31 }],
    ['distinct-2', { distinct2: 0.67 }],
    ['mean max ROUGE-L', { meanMaxRougeL: 0.51 }],
    ['share > 0.7', { shareOver70: 0.031 }],
    ['Vendi score', { vendi: 79 }],
  ])('beyond the limit of %s it fails, and says what to do', (name, beyond) => {
    const found = diversityGate({ anchor, made: { ...anchor, ...limit, ...beyond } });
    expect(found.status).toBe('fail');
    expect(found.reasons).toEqual([expect.stringContaining(name)]);
    expect(found.advice).not.toBeNull();
  });

  test('where real rows are more alike than 3 %, they are the limit', () => {
    const tight = { ...anchor, shareOver70: 0.149 };
    expect(diversityGate({ anchor: tight, made: { ...tight } }).status).toBe('pass');
    expect(diversityGate({ anchor: tight, made: { ...tight, shareOver70: 0.15 } }).status).toBe('fail');
  });

  test('what cannot be measured is unknown', () => {
    expect(diversityGate(null)).toMatchObject({ status: 'unknown', advice: null });
  });
});

test.each([
  [0.75, 0.01, 'pass'],
  [0.76, 0.01, 'warn'],
  [0.9, 0.01, 'warn'],
  [0.91, 0.01, 'fail'],
  [0.91, 0.2, 'pass'],
] as const)('shift: AUC %d, p %d is a %s', (auc, aucP, status) => {
  const found = shiftGate({ n: 100, auc, aucP, mmd: 0, mmdP: 1, telling: [] });
  expect(found.status).toBe(status);
  expect(found.reasons.length).toBe(status === 'pass' ? 0 : 1);
  expect(shiftGate(null).status).toBe('unknown');
});

describe('balance against the plan', () => {
  const cell = (accepted: number, name = 'main/typos', isOptional = false): PlannedCell => ({
    name,
    target: 40,
    accepted,
    isOptional,
  });
  const loaded = { file: 'suite.yaml' };
  const gate = (...cells: readonly PlannedCell[]) => balanceGate(loaded, cells, []);

  test('within 10 % of each quota', () => {
    expect([36, 44].map((n) => gate(cell(n)).status)).toEqual(['pass', 'pass']);
    const short = gate(cell(35));
    expect(short).toMatchObject({
      status: 'fail',
      reasons: [expect.stringContaining('main/typos 35 of 40')],
    });
    expect(short.advice).toContain('heldout generate suite.yaml');
    expect(gate(cell(45)).advice).toContain('raise the quota');
  });

  test('an optional cell may stay empty, not half full; another may not; and with no case at all nothing is said', () => {
    const status = (n: number) => gate(cell(40), cell(n, 'main/rare', true)).status;
    expect([status(0), status(20)]).toEqual(['pass', 'fail']);
    expect(gate(cell(40), cell(0, 'more')).status).toBe('fail');
    expect(gate(cell(0)).status).toBe('unknown');
  });

  test('the plan is that of the suite: cells with a quota, and what they have', () => {
    const suite = suiteOf();
    const [skill] = suite.skills;
    const [edge] = skill.edgeCases;
    if (edge === undefined) throw new Error('the fixture has an edge case');
    const edgeCases = [
      { ...edge, quota: 5 },
      { ...edge, id: 'rare', quota: 2, optional: true },
      { ...edge, id: 'none', quota: 0 },
    ];
    const made = ['a', 'b'].map((text) => madeCase(text, { cell: { skill: 'main', edgeCase: 'typos' } }));
    expect(plannedCells({ ...suite, skills: [{ ...skill, edgeCases }] }, made)).toEqual([
      { name: 'main/typos', target: 5, accepted: 2, isOptional: false },
      { name: 'main/rare', target: 2, accepted: 0, isOptional: true },
    ]);
  });

  test('personas 3 %, parents 5 % of the synthetic cases, models 60 % of the set; two cases always', () => {
    const made = Array.from({ length: 50 }, (_, n) =>
      madeCase(`text ${n}`, {
        cell: {
          skill: 'main',
          edgeCase: 'typos',
          attributes: { persona: n < 3 ? 'a nurse' : `person ${n}` },
        },
        provenance: { ...generatedFrom(), model: 'openai:x', parents: [n < 3 ? 'p' : `q${n}`] },
      }),
    );
    const shares = largestShares(made, 100);
    expect(shares).toEqual([
      { of: 'persona', name: 'a nurse', n: 3, share: 0.06, limit: 0.03 },
      { of: 'parent', name: 'p', n: 3, share: 0.06, limit: 0.05 },
      { of: 'generator model', name: 'openai:x', n: 50, share: 0.5, limit: 0.6 },
    ]);
    expect(balanceGate(loaded, [cell(40)], shares).reasons).toEqual([
      expect.stringContaining('persona a nurse has 3 cases, 6 % of the synthetic ones'),
      expect.stringContaining('parent p has 3 cases'),
    ]);
    const alone = largestShares(made.slice(1), 60);
    expect(balanceGate(loaded, [cell(40)], alone).reasons).toEqual([
      expect.stringContaining('generator model openai:x has 49 cases, 82 % of the set'),
    ]);
  });
});

describe('difficulty by the solve rates of recorded runs', () => {
  const cases = [realCase('r'), ...['a', 'b', 'c', 'd'].map((text) => madeCase(text))];
  const [r = '', a = '', b = '', c = '', d = ''] = cases.map(({ id }) => id);

  async function runsOf(...runs: readonly (readonly [Partial<RunHeader>, readonly Trial[]])[]) {
    const workspace = temporaryFolder();
    for (const [header, trials] of runs) {
      const own = headerOf({ suite: { id: 'triage', digest: 'd' }, ...header });
      const folder = path.join(workspace, 'runs', own.id);
      mkdirSync(folder, { recursive: true });
      writeRunHeader(folder, own);
      const journal = openJournal(journalFile(folder));
      for (const trial of trials) journal.append(trial);
      journal.close();
    }
    return { workspace, suite: { id: 'triage' } };
  }
  const target = (ref: string) => ({ target: { ref, digest: null, lineage: null } });
  const solves = (ids: readonly string[]) => ids.map((id) => completed(id));
  const fails = (ids: readonly string[]) => ids.map((id) => completed(id, 0, 0));

  test('one model says nothing; two tell trivial, unsolved and the rest apart', async () => {
    const strong = [{ id: 'r1', ...target('strong') }, [...solves([r, a, b]), ...fails([c])]] as const;
    expect(difficultyOf(await runsOf(strong), cases)).toBeNull();
    const weak = [
      { id: 'r2', startedAt: '2026-01-02T00:00:00.000Z', ...target('weak') },
      [...solves([a]), ...fails([r, b]), errored(c, 'timeout'), errored(d, 'infra')],
    ] as const;
    const found = difficultyOf(await runsOf(strong, weak), cases);
    expect(found?.models.map(({ run }) => run)).toEqual(['r2', 'r1']);
    // d was scored by nobody; r and b are solved by one of two.
    expect(found?.arms).toEqual([
      { origin: 'real', n: 1, trivial: 0, unsolved: 0, meanRate: 0.5, information: 0.25 },
      { origin: 'synthetic', n: 3, trivial: 1, unsolved: 1, meanRate: 0.5, information: 0.25 },
    ]);
    expect(found?.unsolved).toEqual([c]);
    const gate = difficultyGate(found, 'suite.yaml');
    expect(gate.status).toBe('fail');
    expect(gate.reasons).toEqual([
      expect.stringContaining('1 of 3 synthetic cases are solved by every model'),
      expect.stringContaining(`no model solves 1 case: ${c}`),
    ]);
    expect(gate.advice).toContain(`heldout review suite.yaml --case ${c}`);
  });

  test('the newest run of a model counts, and runs of other suites do not', async () => {
    const found = difficultyOf(
      await runsOf(
        [{ id: 'r1', ...target('x') }, solves([a])],
        [{ id: 'r2', ...target('x'), startedAt: '2026-01-02T00:00:00.000Z' }, fails([a])],
        [{ id: 'r3', ...target('y') }, fails([a])],
        [{ id: 'r4', ...target('z'), suite: { id: 'other', digest: 'd' } }, solves([a])],
      ),
      cases,
    );
    expect(found?.unsolved).toEqual([a]);
    expect(difficultyGate(found, 's').status).toBe('warn');
  });

  test('half of the attempts is neither trivial nor unsolved', async () => {
    const twice = [completed(a, 0, 1), completed(a, 1, 0)];
    const found = difficultyOf(
      await runsOf(
        [{ id: 'r1', repeats: 2, ...target('x') }, twice],
        [{ id: 'r2', ...target('y') }, solves([a])],
      ),
      cases,
    );
    expect(found?.arms).toEqual([
      { origin: 'synthetic', n: 1, trivial: 0, unsolved: 0, meanRate: 0.75, information: 0.1875 },
    ]);
    expect(difficultyGate(found, 's')).toEqual({
      gate: 'difficulty',
      status: 'pass',
      reasons: [],
      advice: null,
    });
  });

  test('nothing was run, or nothing of today’s set', async () => {
    expect(difficultyGate(null, 's').status).toBe('unknown');
    const found = difficultyOf(
      await runsOf([{ id: 'r1', ...target('x') }, solves(['old'])], [{ id: 'r2', ...target('y') }, []]),
      cases,
    );
    expect(difficultyGate(found, 's')).toMatchObject({ status: 'unknown', advice: null });
  });
});
