import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CaseLabel, Label } from '../../../core/label.ts';
import { appendLabel, readLabels, retractLabel } from '../../../datasets/labels.ts';
import { faultOf, temporaryPaths } from './dataset-fixtures.ts';

const keys = {
  caseId: 'c1',
  by: 'Ann',
  at: '2026-03-01T10:00:00.000Z',
  blind: true,
  selection: { plan: 'undecided', pi: null },
  note: 'the mail of Mr Secret',
} as const;
const drawn = { plan: 'active', pi: 0.25, drawn: 50, population: 'p' } as const;

const accepted: CaseLabel = { ...keys, about: 'case', answer: 'Secret', decision: 'accept' };
const rejected: CaseLabel = { ...accepted, caseId: 'c2', decision: 'reject', reason: 'ambiguous' };
const relabelled = (expected: Extract<CaseLabel, { decision: 'relabel' }>['expected']): CaseLabel => ({
  ...keys,
  about: 'case',
  caseId: 'c3',
  answer: null,
  decision: 'relabel',
  expected,
});
const scored: Label = { ...keys, about: 'output', run: 'r1', output: 'o1', score: 0.5, selection: drawn };
const all = [accepted, rejected, relabelled({ kind: 'text', accept: ['Secret'] }), scored];

describe('labels.jsonl', () => {
  test('is appended to, a line a label, and comes back as it was said', () => {
    const paths = temporaryPaths();
    expect(readLabels(paths)).toEqual([]);
    let before = '';
    for (const label of all) {
      appendLabel(paths, label, true);
      const now = readFileSync(paths.labels, 'utf8');
      expect(now.startsWith(before)).toBe(true);
      before = now;
    }
    expect(before.trimEnd().split('\n')).toHaveLength(all.length);
    expect(readLabels(paths)).toEqual(all);
    expect(existsSync(paths.localLabels)).toBe(false);
  });

  test('of a case that may not be copied it keeps ids and scores; the texts stay on this machine', () => {
    const paths = temporaryPaths();
    for (const label of all) appendLabel(paths, label, false);
    expect(readFileSync(paths.labels, 'utf8')).not.toContain('Secret');
    expect(readLabels(paths)).toEqual(all);
    // Elsewhere there is no local file.
    const elsewhere = readLabels({ ...paths, localLabels: path.join(paths.folder, 'none.jsonl') });
    expect(elsewhere).toEqual([
      { ...accepted, note: '', answer: null },
      { ...rejected, note: '', answer: null },
      { ...relabelled(null), note: '' },
      { ...scored, note: '' },
    ]);
  });

  test('a label of the task may be written out: it is a word of the suite', () => {
    const paths = temporaryPaths();
    const label = { ...relabelled({ kind: 'label', label: 'billing' }), note: '' };
    appendLabel(paths, label, false);
    expect(existsSync(paths.localLabels)).toBe(false);
    expect(readLabels(paths)).toEqual([label]);
  });

  test('a label can be taken back, in both files', () => {
    const paths = temporaryPaths();
    for (const label of all) appendLabel(paths, label, false);
    retractLabel(paths, rejected);
    expect(readLabels(paths)).toEqual(all.filter((label) => label !== rejected));
    expect(readFileSync(paths.localLabels, 'utf8').trimEnd().split('\n')).toHaveLength(3);
    retractLabel(paths, rejected);
    expect(readLabels(paths)).toHaveLength(3);
  });

  test('a last line that an editor left without its end does not swallow the next', () => {
    const paths = temporaryPaths();
    appendLabel(paths, accepted, true);
    writeFileSync(paths.labels, readFileSync(paths.labels, 'utf8').trimEnd());
    appendLabel(paths, rejected, true);
    expect(readLabels(paths)).toEqual([accepted, rejected]);
  });

  const line = (change: object) => JSON.stringify({ schemaVersion: 1, ...accepted, ...change });
  test.each([
    ['half a line', line({}).slice(0, 40)],
    ['an unknown key', line({ colour: 'red' })],
    ['a reject without its reason', line({ decision: 'reject' })],
    ['a reason that there is not', line({ decision: 'reject', reason: 'dull' })],
    ['a score above 1', JSON.stringify({ schemaVersion: 1, ...scored, score: 2 })],
    ['a probability of 0', line({ selection: { ...drawn, pi: 0 } })],
    ['a drawn item without its probability', line({ selection: { plan: 'active' } })],
    ['nobody', line({ by: '' })],
    ['no time', line({ at: 'yesterday' })],
    ['an empty line', ''],
  ])('%s is corrupt, with its line', async (_, bad) => {
    const paths = temporaryPaths();
    mkdirSync(paths.folder, { recursive: true });
    writeFileSync(paths.labels, '');
    appendLabel(paths, accepted, true);
    appendFileSync(paths.labels, `${bad}\n`);
    const { problems } = await faultOf(() => readLabels(paths));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'RECORD_CORRUPT', place: { file: paths.labels, line: 2 } });
    expect(problems[0].hint).toContain('no command can make labels again');
  });
});
