import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import { loadDocuments } from '../../../datasets/load-documents.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'heldout-documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const place = { file: 'suite.yaml', line: 5, column: 3 };
const load = (named: string, licence: string | null = 'MIT') =>
  loadDocuments({ path: named, licence, split: 'heldout' }, { folder, place });
async function problemsOf(named: string) {
  try {
    await load(named);
  } catch (error) {
    if (error instanceof HeldoutError) return error.problems;
    throw error;
  }
  throw new Error('nothing was thrown');
}
mkdirSync(path.join(folder, 'docs/deep'), { recursive: true });
for (const [name, content] of Object.entries({
  'docs/b.md': '# B',
  'docs/a.TXT': 'A',
  'docs/deep/c.md': 'C',
  'docs/picture.png': 'no text',
  'empty.md': ' \n',
  'zero.md': 'text\0more',
  'latin.md': Buffer.from([0x66, 0xfc, 0x72]),
  'sheet.pdf': '%PDF-1.7',
  'lines.jsonl': '{"id":"x","text":"One."}\n\n{"id":"y","text":"Two."}\n',
  'bad.jsonl': '{"id":"x","text":"One."}\n{"id":"x","text":"Two."}\n{"id":"z","text":" "}\nnope\n',
}))
  writeFileSync(path.join(folder, name), content);
mkdirSync(path.join(folder, 'none'));

test('a file, a folder in the order of its names, and lines; what is internal may not be copied', async () => {
  expect(await load('docs/b.md', 'internal')).toEqual([
    { id: 'docs/b.md', text: '# B', licence: 'internal', split: 'heldout', copyable: false },
  ]);
  expect((await load('docs')).map(({ id, text }) => [id, text])).toEqual([
    ['docs/a.TXT', 'A'],
    ['docs/b.md', '# B'],
    ['docs/deep/c.md', 'C'],
  ]);
  expect((await load('./docs/')).map(({ id }) => id)).toEqual((await load('docs')).map(({ id }) => id));
  expect((await load('lines.jsonl')).map(({ id, text }) => [id, text])).toEqual([
    ['x', 'One.'],
    ['y', 'Two.'],
  ]);
});

describe('what is no document is named, with file and place', () => {
  test.each([
    ['missing.md', 'DATA_NOT_FOUND', 'no file missing.md'],
    ['missing.jsonl', 'DATA_NOT_FOUND', 'no file missing.jsonl'],
    ['empty.md', 'DATA_EMPTY', 'empty.md is empty'],
    ['none', 'DATA_EMPTY', 'none has no documents'],
    ['zero.md', 'DATA_ENCODING', 'binary'],
    ['latin.md', 'DATA_ENCODING', 'not valid UTF-8'],
    ['sheet.pdf', 'DATA_FORMAT', 'sheet.pdf'],
  ])('%s: %s', async (named, code, message) => {
    const [problem] = await problemsOf(named);
    expect(problem).toMatchObject({
      code,
      message: expect.stringContaining(message),
      place: { file: expect.any(String) },
    });
  });
  test('every line of a file that cannot be used', async () => {
    expect((await problemsOf('bad.jsonl')).map(({ code, place: at }) => [code, at?.line])).toEqual(
      expect.arrayContaining([
        ['DATA_DUPLICATE_ID', 2],
        ['DATA_ROW', 3],
        ['DATA_ROW', 4],
      ]),
    );
  });
});
