import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TrainingItem, trainingItemId } from '../../../core/training-item.ts';
import {
  readTrainingItems,
  readTrainingRejects,
  writeTrainingMaterial,
} from '../../../datasets/training-items.ts';
import { faultOf, generatedFrom, temporaryPaths } from './dataset-fixtures.ts';

function itemOf(text: string, own: Partial<TrainingItem> = {}): TrainingItem {
  const item: Omit<TrainingItem, 'id'> = {
    kind: 'example',
    cell: { skill: 'main', edgeCase: null },
    input: { messages: [{ role: 'user', content: text }] },
    expected: { kind: 'label', label: 'billing' },
    expectedFrom: 'declared',
    answer: 'billing',
    rationale: null,
    rejected: null,
    tags: [],
    cluster: 'row 1',
    licence: 'MIT AND CC-BY-4.0',
    provenance: generatedFrom(true),
    verdicts: [],
    ...own,
  };
  return { ...item, id: trainingItemId(item) };
}
const items = [
  itemOf('a'),
  itemOf('b', { kind: 'reasoning', rationale: 'It is about money.' }),
  itemOf('c', { kind: 'preference', rejected: 'access' }),
];
const closed = itemOf('d', { provenance: generatedFrom(false) });
const reject = { ...itemOf('e'), status: 'rejected', code: 'validity' } as const;

describe('training material', () => {
  test('comes back from both parts, sorted by id', () => {
    const paths = temporaryPaths();
    expect(readTrainingItems(paths)).toEqual([]);
    writeTrainingMaterial(paths, { items: [...items, closed], rejects: [reject] });
    const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(readTrainingItems(paths)).toEqual([...sorted, closed]);
    expect(readTrainingRejects(paths)).toEqual([reject]);
  });

  test('what may not be copied lies outside version control; a file without records is removed', () => {
    const paths = temporaryPaths();
    const rejects = [{ ...closed, status: 'undecided', code: 'judge-unusable' } as const];
    writeTrainingMaterial(paths, { items: [...items, closed], rejects });
    expect(readFileSync(paths.training, 'utf8')).not.toContain(closed.id);
    expect(readFileSync(paths.localTraining, 'utf8')).toContain(closed.id);
    expect(existsSync(paths.trainingRejects)).toBe(false);
    writeTrainingMaterial(paths, { items: [closed], rejects: [] });
    expect(existsSync(paths.training)).toBe(false);
    expect(existsSync(paths.localTrainingRejects)).toBe(false);
  });

  test('the id is a hash of what is trained on, not of who made it', () => {
    expect(itemOf('a', { provenance: generatedFrom(false), tags: ['x'] }).id).toBe(itemOf('a').id);
    const ids = [...items, itemOf('a', { answer: 'access' })].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('a corrupt record is never skipped', () => {
  const corruptAt = async (line: string) => {
    const paths = temporaryPaths();
    writeTrainingMaterial(paths, { items: [itemOf('a')], rejects: [] });
    appendFileSync(paths.training, `${line}\n`);
    const { problems } = await faultOf(() => readTrainingItems(paths));
    return problems[0];
  };
  const record = (change: object) => JSON.stringify({ schemaVersion: 1, ...itemOf('b'), ...change });

  test.each([
    ['half a line', '{"schemaVersion":1', /JSON/],
    ['a key that is not known', record({ colour: 'red' }), /colour/],
    ['a key that is missing', record({ cluster: undefined }), /cluster/],
    ['an answer that was changed', record({ answer: 'access' }), /not the hash/],
    ['reasoning without steps', record({ kind: 'reasoning' }), /rationale: `reasoning` needs it/],
    ['a wrong answer where none belongs', record({ rejected: 'access' }), /not for the kind `example`/],
    ['an item that people wrote', record({ provenance: { kind: 'authored' } }), /provenance/],
  ])('%s', async (_, line, message) => {
    expect(await corruptAt(line)).toMatchObject({
      code: 'RECORD_CORRUPT',
      message: expect.stringMatching(message),
      place: { line: 2 },
      hint: expect.stringContaining('--split train --fresh'),
    });
  });

  test('also in the local part', async () => {
    const paths = temporaryPaths();
    mkdirSync(path.dirname(paths.localTraining), { recursive: true });
    writeFileSync(paths.localTraining, '{}\n');
    const { problems } = await faultOf(() => readTrainingItems(paths));
    expect(problems[0].place).toMatchObject({ file: paths.localTraining, line: 1 });
  });
});
