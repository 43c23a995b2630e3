import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { publishedSchemas } from '../../pipeline/documents/schemas.ts';
import { heldout, json, project, read, suite, target } from './cli.ts';

/** Invented; the numbers are of no one (checksums computed). */
const things = ['kettle', 'lamp', 'saddle', 'violin', 'tent', 'anchor', 'mirror', 'ladder', 'wagon', 'organ'];
const rows = things.map((thing, index) => ({
  input: `The ${thing} that was meant for the ${things[(index + 3) % 10]} room never came; card 4539 5787 6362 1486 paid for w${index} of it`,
  expected: `w${index}`,
}));
const files = {
  'rows.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  'suite.yaml': suite(),
  'good.mjs': target('return { text };'),
};

test('export --stand-ins writes rows and a report that hold nothing of a record', async () => {
  const folder = project(files);
  const made = await heldout(
    folder,
    'export',
    'suite.yaml',
    '--stand-ins',
    '--out',
    'share',
    '--target',
    'module:./good.mjs',
    '--json',
  );
  expect(made.code, made.stderr).toBe(0);
  const document = json(made);
  const schema = publishedSchemas()['stand-ins.schema.json'] ?? {};
  expect(new Ajv({ strict: false }).validate(schema, document)).toBe(true);
  expect(document).toMatchObject({
    records: 10,
    identifiers: { found: { card: 10 }, left: 0 },
    sharedWords: 0,
  });
  expect(document.verdict).toMatchObject({ agrees: true, n: document.standIns });
  expect(JSON.parse(read(folder, 'share/report.json'))).toEqual(document);
  const written = read(folder, 'share/stand-ins.jsonl');
  expect(written.trim().split('\n')).toHaveLength(document.standIns);
  for (const text of [written, made.stdout, made.stderr]) expect(text).not.toContain('4539');
  expect(written).toContain('canary');
});

test('what is missing or does not go together is told, and nothing is written', async () => {
  const folder = project(files);
  const without = await heldout(folder, 'export', 'suite.yaml', '--stand-ins');
  expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('needs `--out`') });
  const both = await heldout(
    folder,
    'export',
    'suite.yaml',
    '--stand-ins',
    '--split',
    'train',
    '--out',
    'share',
  );
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('--split') });
});
