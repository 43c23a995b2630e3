import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HeldoutError } from '../../../../core/errors.ts';
import { mock } from '../../../../pipeline/mock.ts';
import { project } from '../../../e2e/cli.ts';
import { started } from './started.ts';

const labels = ['billing', 'outage', 'delivery'];
const rows = Array.from({ length: 300 }, (_, n) => ({
  input: `Message ${n}.`,
  expected: labels[n % 3] ?? '',
}));
const files = { 'rows.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join('') };

test('an oracle says what the rows expect, also where more is written around the input', async () => {
  const { ollama } = await started({ persona: 'oracle:rows.jsonl' }, files);
  const ask = async (prompt: string) => (await ollama.generate({ model: 'm', prompt })).response;
  expect(await Promise.all(rows.slice(0, 30).map(({ input }) => ask(input)))).toEqual(
    rows.slice(0, 30).map(({ expected }) => expected),
  );
  // `Message 1.` lies in no other; of several that lie in the text the longest counts.
  expect(await ask('Which queue?\n<text>Message 1.</text>')).toBe('outage');
  expect(await ask('something else')).toBe('something else');
});

test('an oracle is wrong as often as it is told to be, with a label of another row', async () => {
  const { ollama } = await started({ persona: 'oracle:rows.jsonl', accuracy: 0.8, seed: 2 }, files);
  const said = await Promise.all(
    rows.map(async ({ input, expected }) => {
      const { response } = await ollama.generate({ model: 'm', prompt: input });
      expect(labels).toContain(response);
      return response === expected;
    }),
  );
  // 300 draws: four standard errors are .092.
  expect(Math.abs(said.filter(Boolean).length / rows.length - 0.8)).toBeLessThan(0.092);
});

test('rows beside answers, expected values that are no text, and conversations', async () => {
  const { openai } = await started(
    { persona: 'p.yaml' },
    {
      'p.yaml': 'rows: sub/rows.jsonl\nanswers: [{ match: "^hello", reply: hi }]\n',
      'sub/rows.jsonl': [
        { input: 'as JSON', expected: { b: 1, a: [true] } },
        {
          input: {
            messages: [
              { role: 'system', content: 's' },
              { role: 'user', content: 'talk' },
            ],
          },
          expected: 7,
        },
        { input: 'hello there', expected: 'never' },
      ]
        .map((row) => `${JSON.stringify(row)}\r\n`)
        .join(''),
    },
  );
  const ask = async (input: string) => (await openai.responses.create({ model: 'm', input })).output_text;
  expect(await Promise.all(['as JSON', 'talk', 'hello there'].map(ask))).toEqual([
    '{"a":[true],"b":1}',
    '7',
    'hi',
  ]);
});

test('the persona that docs/mock.md shows is one', async () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../../docs/mock.md'), 'utf8');
  const [, shown = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const { ollama, server } = await started({ persona: 'shown.yaml' }, { 'shown.yaml': shown });
  const { response } = await ollama.generate({ model: 'strong', prompt: 'Where is my parcel?' });
  expect(['delivery', 'payment', 'returns']).toContain(response);
  expect(server.arrived()).toBe(1);
});

test('of several replies each is said by some questions, always the same by the same one', async () => {
  const { ollama } = await started(
    { persona: 'p.yaml' },
    { 'p.yaml': 'answers: [{ match: hello, reply: [one, two, three] }]' },
  );
  const ask = async (n: number) => (await ollama.generate({ model: 'm', prompt: `hello ${n}` })).response;
  const numbers = Array.from({ length: 40 }, (_, n) => n);
  const [once, again] = [await Promise.all(numbers.map(ask)), await Promise.all(numbers.map(ask))];
  expect(again).toEqual(once);
  expect(new Set(once)).toEqual(new Set(['one', 'two', 'three']));
});

test('words and numbers of its own make replies differ, the same ones for the same question', async () => {
  const { ollama } = await started(
    { persona: 'p.yaml' },
    { 'p.yaml': "default: '{{number}}: {{words}}; {{words}}'" },
  );
  const ask = async (prompt: string) => (await ollama.generate({ model: 'm', prompt })).response;
  const [once = '', again, other] = await Promise.all(['one', 'one', 'two'].map(ask));
  expect(once).toMatch(/^\d{6}: [a-z]+(?: [a-z]+){5}; [a-z]+(?: [a-z]+){5}$/);
  const [, first, second] = /: (.*); (.*)/.exec(once) ?? [];
  expect(first).not.toBe(second);
  expect(again).toBe(once);
  expect(other).not.toBe(once);
});

test.each([
  ['an accuracy that nothing can miss', {}, { accuracy: 0.9 }, 'needs replies that can be wrong', null],
  [
    'a reply that is also the only wrong one',
    { 'p.yaml': 'wrong: [a]\naccuracy: 0.5\nanswers: [{ match: x, reply: a }]' },
    { persona: 'p.yaml' },
    'where `a` is right',
    'p.yaml',
  ],
  [
    'an answer that says nothing',
    { 'p.yaml': 'answers: [{ match: x }]' },
    { persona: 'p.yaml' },
    'neither',
    'p.yaml',
  ],
  ['rows that are not there', {}, { persona: 'oracle:none.jsonl' }, 'ENOENT', 'none.jsonl'],
  [
    'a row without an expected value',
    { 'r.jsonl': '{"input":"a","expected":"b"}\n{"input":"c"}\n' },
    { persona: 'oracle:r.jsonl' },
    'expected',
    'r.jsonl:2',
  ],
  ['a line that is no JSON', { 'r.jsonl': 'no\n' }, { persona: 'oracle:r.jsonl' }, 'JSON', 'r.jsonl:1'],
  ['no rows', { 'r.jsonl': '\n' }, { persona: 'oracle:r.jsonl' }, 'no row', 'r.jsonl'],
])('%s is refused', async (_, written, options, words, where) => {
  const folder = project(written as Readonly<Record<string, string>>); // each row has other files
  const error = await mock({ workingFolder: folder, ...options }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HeldoutError)) throw new Error('it was not refused');
  const [{ code, message, place, hint }] = error.problems;
  expect(code).toBe('MOCK_PERSONA');
  expect(message).toContain(words);
  expect(hint).not.toBeNull();
  const place_ = place === null ? null : `${place.file}${place.line === null ? '' : `:${place.line}`}`;
  expect(place_?.slice(folder.length + 1) ?? null).toBe(where);
});

test('a reply quotes what its match found, and stays JSON where it is JSON', async () => {
  const { ollama } = await started(
    { persona: 'p.yaml' },
    {
      'p.yaml': `
answers:
  - { match: 'Sum: (\\d+)', reply: '{{1}} and {{2}}.' }
  - { match: 'Say (.+) to ([\\s\\S]+)', reply: '{"to":"{{2}}","say":"{{1}}"}' }
`,
    },
  );
  const ask = async (prompt: string) => (await ollama.generate({ model: 'm', prompt })).response;
  expect(await ask('Sum: 42')).toBe('42 and .');
  expect(JSON.parse((await ask('Say "hi" to Ann\nand Bob')) ?? '')).toEqual({
    to: 'Ann\nand Bob',
    say: '"hi"',
  });
});
