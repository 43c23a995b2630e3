import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { HeldoutError } from '../../../core/errors.ts';
import { toQueueLine } from '../../../pipeline/documents/review-document.ts';
import { generate } from '../../../pipeline/generate.ts';
import { bytesOf, importDecisions } from '../../../pipeline/import-decisions.ts';
import { reviewer } from '../../../pipeline/labelling/reviewer.ts';
import { type LoadedSuite, loadSuite } from '../../../pipeline/load-suite.ts';
import { reviewQueue } from '../../../pipeline/review.ts';
import { run } from '../../../pipeline/run.ts';
import { project } from '../../e2e/cli.ts';
import { reviewProject } from '../../e2e/review-project.ts';
import { faultOf } from '../datasets/dataset-fixtures.ts';

let folder: string;
let loaded: LoadedSuite;
beforeAll(async () => {
  folder = project(reviewProject);
  loaded = await loadSuite('suite.yaml', folder);
  await generate(loaded);
});

const lineOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
async function* bytes(lines: readonly unknown[]) {
  yield Buffer.from(lines.map((value) => `${lineOf(value)}\n`).join(''));
}
const take = (lines: readonly unknown[], by = 'Ann') =>
  importDecisions(loaded, bytes(lines), { by, file: 'decisions.jsonl', now: () => new Date(0) });
const labels = () => readFileSync(path.join(folder, 'queue/labels.jsonl'), 'utf8').trimEnd().split('\n');
const queue = async () => (await reviewQueue(loaded, { by: 'Zoe' })).items.map(toQueueLine);

describe('decisions of a file', () => {
  test('are taken all or none: each line that is no decision is named, with what is wrong', async () => {
    const [first] = await queue();
    const bad: readonly (readonly [unknown, string])[] = [
      ['{half', 'not valid JSON'],
      [{ ...first, decision: 'maybe' }, 'decision'],
      [{ ...first, decision: 'accept', colour: 'red' }, 'colour'],
      [{ ...first, decision: 'reject' }, 'a reject needs a `reason`'],
      [{ ...first, decision: 'reject', reason: 'dull' }, 'reason'],
      [{ ...first, decision: 'relabel' }, 'a relabel needs `relabel`'],
      [{ ...first, decision: 'relabel', relabel: 'cheese' }, 'which is not a label of the task'],
      [{ ...first, decision: 'right' }, 'no decision on a case'],
      [{ about: 'output', caseId: first?.caseId, decision: 'accept' }, 'no decision on an output'],
      [{ about: 'output', caseId: first?.caseId, decision: 'score' }, 'a score needs a `score`'],
      [{ about: 'output', caseId: first?.caseId, decision: 'right' }, 'names its `run` and its `output`'],
      [{ about: 'case', caseId: 'nope', decision: 'accept' }, 'no case or candidate has the id `nope`'],
      [{ ...first, decision: 'accept', at: 'yesterday' }, 'at'],
    ];
    const lines = [{ ...first, decision: 'accept' }, ...bad.map(([value]) => value)];
    const { problems }: HeldoutError = await faultOf(() => take(lines));
    expect(problems.map(({ place }) => place?.line)).toEqual(bad.map((_, index) => index + 2));
    for (const [index, [, words]] of bad.entries()) {
      expect(problems[index]).toMatchObject({ code: 'REVIEW_DECISION', place: { file: 'decisions.jsonl' } });
      expect(problems[index]?.message).toContain(words);
    }
    expect(() => labels()).toThrow('ENOENT');
  });

  test('are labels, each once however often they are taken; what nobody filled in waits', async () => {
    const [first, second, ...rest] = await queue();
    const lines = [
      { ...first, decision: 'accept', answer: 'access', blind: true },
      {
        ...second,
        decision: 'reject',
        reason: 'ambiguous',
        note: 'both',
        by: 'Ben',
        at: '2026-01-01T00:00:00Z',
      },
      ...rest,
    ];
    expect(await take(lines)).toEqual({ added: 2, known: 0, undecided: rest.length, notes: [] });
    expect(labels().map((line) => JSON.parse(line))).toMatchObject([
      {
        by: 'Ann',
        at: '1970-01-01T00:00:00.000Z',
        decision: 'accept',
        blind: true,
        selection: first?.selection,
      },
      { by: 'Ben', at: '2026-01-01T00:00:00.000Z', decision: 'reject', note: 'both' },
    ]);
    expect(await take(lines)).toMatchObject({ added: 0, known: 2 });
    // Another word of the same person is a new one.
    expect(await take([{ ...first, decision: 'reject', reason: 'off-skill' }])).toMatchObject({ added: 1 });
  });

  test('on a real row are kept, and tell where to mend it', async () => {
    const real = (await loadedCases()).find(({ origin }) => origin === 'real');
    const line = { about: 'case', caseId: real?.id, decision: 'reject', reason: 'wrong-expected' };
    const { added, notes } = await take([line]);
    expect(added).toBe(1);
    expect(notes).toEqual(['row 1 of rows.jsonl (routing) was found wrong: mend it at its source']);
  });

  test('on answers name what was answered', async () => {
    const { record } = await run(loaded, { workingFolder: folder });
    const { items } = await reviewQueue(loaded, { by: 'Ann', run: record.header.id, sample: 3 });
    const lines = items.map(toQueueLine).map((line) => ({ ...line, decision: 'right' }));
    expect(lines.length).toBeGreaterThanOrEqual(6);
    expect(await take(lines)).toMatchObject({ added: lines.length });
    const other = await faultOf(() => take([{ ...lines[0], output: 'of something else' }]));
    expect(other.problems[0].message).toContain('answered something else');
    const left = await reviewQueue(loaded, { by: 'Ann', run: record.header.id, sample: 3 });
    expect(left.items).toEqual([]);
  });

  test('in a file that is not there are a fault that says so', async () => {
    const missing = bytesOf(path.join(folder, 'none.jsonl'));
    const { problems } = await faultOf(() =>
      importDecisions(loaded, missing, { by: 'Ann', file: 'none.jsonl' }),
    );
    expect(problems[0].code).toBe('DATA_NOT_FOUND');
  });
});

async function loadedCases() {
  const { loadDataset } = await import('../../../pipeline/load-dataset.ts');
  return (await loadDataset(loaded)).dataset.cases;
}

test('who reviews is who is named, else who git knows', async () => {
  expect(reviewer(' Ann ', folder)).toBe('Ann');
  const { problems } = await faultOf(() => reviewer('', folder));
  expect(problems[0]).toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--as NAME') });
});
