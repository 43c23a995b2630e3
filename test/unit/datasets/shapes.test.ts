import { describe, expect, test } from 'vitest';
import { detectShape, shapeNamed } from '../../../datasets/formats/detect-shape.ts';
import { shapes } from '../../../datasets/formats/shapes/index.ts';
import { faultOf } from './dataset-fixtures.ts';

const place = { file: 'rows.jsonl', line: null, column: null };
const instructions = 'Answer with one queue.\n';
const user = (content: string) => ({ role: 'user', content });
const rowsOf = (records: readonly object[]) =>
  records.map((fields, index) => ({
    place: { ...place, line: index + 1 },
    number: index + 1,
    fields: { ...fields },
  }));
const read = (record: object) => {
  const [row] = rowsOf([record]);
  const { shape } = detectShape(rowsOf([record]), place);
  return { shape: shape.name, ...shape.read(row?.fields ?? {}, { instructions }) };
};

describe('each shape is told by its fields and read', () => {
  const bare = { input: { messages: [user('Hi')] }, rest: {} };
  const answered = { ...bare, expected: 'billing' };
  const tool = { name: 'find', description: 'Finds.', parameters: { type: 'object' } };
  test.each<[string, object, object]>([
    ['rows', { input: 'Hi', expected: 'billing' }, answered],
    [
      'rows',
      { input: 'Hi', expected: 'billing', output: 'access' },
      { ...answered, rest: { output: 'access' } },
    ],
    ['rows', { input: 'Hi', expected: '' }, bare],
    ['text', { text: 'Hi', source: 'log' }, { ...bare, rest: { source: 'log' } }],
    ['instruction', { instruction: 'Hi', output: 'billing' }, answered],
    ['instruction', { instruction: 'Answer with one queue.\n\nHi', response: 'billing' }, answered],
    ['alpaca', { instruction: 'Answer with one queue.', input: 'Hi', output: 'billing' }, answered],
    [
      'alpaca',
      { instruction: 'Hi', input: '', output: 'billing', text: 'all of it' },
      { ...answered, rest: { text: 'all of it' } },
    ],
    [
      'alpaca',
      { instruction: 'Say it', context: 'Hi', response: 'billing' },
      { ...answered, input: { messages: [user('Say it\n\nHi')] } },
    ],
    ['input-output', { input: 'Hi', output: 'billing' }, answered],
    ['prompt-completion', { prompt: 'Hi', completion: 'billing' }, answered],
    [
      'prompt-completion',
      { prompt: [user('Hi')], completion: [{ role: 'assistant', content: 'billing' }] },
      answered,
    ],
    [
      'sharegpt',
      {
        conversations: [
          { from: 'human', value: 'Hi' },
          { from: 'gpt', value: 'billing' },
        ],
      },
      answered,
    ],
    [
      'sharegpt',
      {
        system: 'Answer with one queue.',
        conversations: [
          { from: 'user', value: 'Hi' },
          { from: 'assistant', value: 'billing' },
        ],
      },
      answered,
    ],
    ['messages', { messages: [user('Hi'), { role: 'assistant', content: 'billing' }] }, answered],
    ['messages', { conversations: [{ role: 'system', content: instructions }, user('Hi')] }, bare],
    [
      'messages',
      { messages: [{ role: 'system', content: 'Be brief.' }, user('Hi')] },
      { ...bare, input: { messages: [{ role: 'system', content: 'Be brief.' }, user('Hi')] } },
    ],
    [
      'openai',
      {
        messages: [
          { role: 'developer', content: 'Answer with one queue.' },
          { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
          { role: 'assistant', content: 'billing', weight: 1 },
        ],
      },
      { ...answered, notes: ['the field `weight` of messages is left out'] },
    ],
    [
      'openai',
      { custom_id: 'r1', body: { model: 'm', messages: [user('Hi')] } },
      { ...bare, rest: { custom_id: 'r1', model: 'm' }, notes: [] },
    ],
    [
      'openai',
      {
        messages: [
          user('Hi'),
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'c', type: 'function', function: { name: 'find', arguments: '{"q":1}' } }],
          },
        ],
        tools: [{ type: 'function', function: tool }],
      },
      {
        input: { messages: [user('Hi')], tools: [tool] },
        expected: {
          kind: 'tool-calls',
          calls: [{ function: 'find', parameters: { q: [1] } }],
          ordered: true,
        },
        rest: {},
        notes: [],
      },
    ],
    [
      'anthropic',
      {
        system: 'Answer with one queue.',
        messages: [user('Hi'), { role: 'assistant', content: [{ type: 'text', text: 'billing' }] }],
        max_tokens: 9,
      },
      { ...answered, rest: { max_tokens: 9 } },
    ],
    [
      'anthropic',
      {
        messages: [
          user('Hi'),
          { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'find', input: { q: 1 } }] },
        ],
        tools: [{ name: 'find', description: 'Finds.', input_schema: { type: 'object' } }],
      },
      {
        input: { messages: [user('Hi')], tools: [tool] },
        expected: {
          kind: 'tool-calls',
          calls: [{ function: 'find', parameters: { q: [1] } }],
          ordered: true,
        },
        rest: {},
      },
    ],
    ['dpo', { prompt: 'Hi', chosen: 'billing', rejected: 'access' }, { ...answered, rejected: 'access' }],
    [
      'dpo',
      {
        chosen: [user('Hi'), { role: 'assistant', content: 'billing' }],
        rejected: [user('Hi'), { role: 'assistant', content: 'access' }],
      },
      { ...answered, rejected: 'access' },
    ],
    [
      'dpo',
      {
        input: { messages: [user('Hi')] },
        preferred_output: [{ role: 'assistant', content: 'billing' }],
        non_preferred_output: [{ role: 'assistant', content: 'access' }],
      },
      { ...answered, rejected: 'access' },
    ],
    [
      'promptfoo',
      { vars: { question: 'Hi' }, assert: [{ type: 'equals', value: 'billing' }] },
      { ...answered, notes: [] },
    ],
    ['promptfoo', { question: 'Hi', __expected: 'billing' }, { ...answered, notes: [] }],
    [
      'promptfoo',
      { question: 'Hi', __expected: 'contains-any: a, b', '__metadata:k': 'v' },
      { ...bare, expected: ['a', 'b'], rest: { metadata: { k: 'v' } }, notes: [] },
    ],
    ['inspect', { input: 'Hi', target: 'billing', id: 7 }, { ...answered, rest: { id: 7 }, notes: [] }],
    [
      'inspect',
      { input: [user('Hi')], target: ['a', 'b'], choices: ['x', 'y'] },
      {
        input: { messages: [user('Hi\n\nA) x\nB) y')] },
        expected: ['a', 'b'],
        rest: {},
        notes: ['`choices` stand as lettered lines below the question'],
      },
    ],
  ])('%s: %j', (name, record, said) => {
    expect(read(record)).toEqual({ shape: name, ...said });
  });

  test('every shape is among them', () => {
    for (const { name } of shapes) expect(shapeNamed(name).name).toBe(name);
  });
});

describe('checks of promptfoo', () => {
  const test1 = (...assert: readonly object[]) => ({ vars: { q: 'Hi' }, assert });
  test.each<[string, object, unknown]>([
    ['a number', test1({ type: 'equals', value: 4 }), 4],
    ['JSON', test1({ type: 'equals', value: { a: 1 } }), { kind: 'json', value: { a: 1 } }],
    ['one word', test1({ type: 'icontains', value: 'x' }), 'x'],
    [
      'all of several, and not another',
      test1({ type: 'contains-all', value: ['x', 'y'] }, { type: 'not-contains', value: 'z' }),
      { kind: 'facts', must: ['x', 'y'], mustNot: ['z'] },
    ],
    ['a refusal', test1({ type: 'is-refusal' }), { kind: 'behaviour', behaviour: 'refuse' }],
    ['none', test1(), undefined],
  ])('%s', (_, record, expected) => {
    expect({ expected: undefined, ...read(record) }).toMatchObject({ expected });
  });

  test('one that no expected value can say is kept and told; alone it is an error', () => {
    const rubric = { type: 'llm-rubric', value: 'polite' };
    expect(read(test1({ type: 'equals', value: 'x' }, rubric))).toMatchObject({
      expected: 'x',
      rest: { assert: [{ type: 'equals', value: 'x' }, rubric] },
      notes: ['the check `llm-rubric` is kept in `metadata` only'],
    });
    expect(read(test1(rubric))).toMatchObject({ problem: expect.stringContaining('llm-rubric') });
    expect(read(test1({ type: 'equals', value: 'x' }, { type: 'contains', value: 'y' }))).toMatchObject({
      problem: expect.stringContaining('several kinds'),
    });
  });

  test('of several variables one must be named', () => {
    const record = { vars: { context: 'c', question: 'Hi' }, assert: [] };
    expect(read(record)).toMatchObject({ problem: expect.stringContaining('--map input=') });
    const said = shapeNamed('promptfoo').read(record, { instructions, inputVar: 'question' });
    expect(said).toMatchObject({ input: { messages: [user('Hi')] }, rest: { vars: { context: 'c' } } });
  });
});

describe('what cannot be told is an error that names the flag', () => {
  test.each<[string, readonly object[], string]>([
    [
      'an answer under a name of its own',
      [{ text: 'Hi', label: 'billing' }],
      '--map input=text --map expected=label',
    ],
    ['two ways', [{ messages: [user('Hi')], prompt: 'Hi', completion: 'x' }], '--format messages'],
    ['input, target and output', [{ input: 'Hi', target: 'a', output: 'b' }], '--format inspect'],
    ['rows of several shapes', [{ text: 'Hi' }, { instruction: 'Hi', output: 'x' }], '--format instruction'],
  ])('%s', async (_, records, flag) => {
    const { problems } = await faultOf(() => detectShape(rowsOf(records), place));
    expect(problems).toMatchObject([{ code: 'DATA_SHAPE', place: { file: 'rows.jsonl' } }]);
    expect(`${problems[0].message} ${problems[0].hint}`).toContain(flag);
  });

  test('a general shape reads the plain one too; rows of no shape are for the reader to tell', () => {
    const plain = { messages: [user('Hi'), { role: 'assistant', content: 'x' }] };
    const called = { ...plain, tools: [] };
    expect(detectShape(rowsOf([plain, called, { nothing: 1 }]), place)).toMatchObject({
      shape: { name: 'openai' },
      because: expect.stringMatching(/^2 of the first 3 rows has|^2 of the first 3 rows/),
    });
  });

  test('a format that nobody knows', async () => {
    expect((await faultOf(() => shapeNamed('sharegtp'))).problems).toMatchObject([
      { code: 'USAGE', hint: expect.stringContaining('sharegpt') },
    ]);
  });
});

describe('a record of the right fields that cannot be read says why', () => {
  const turn = { role: 'assistant', content: 'x' };
  test.each<[string, object, string]>([
    ['messages', { messages: [turn] }, 'no turn before the answer'],
    ['messages', { messages: [user('Hi'), { role: 'assistant', content: '' }] }, 'the answer is empty'],
    ['messages', { messages: [{ role: 'robot', content: 'x' }] }, '`role`'],
    [
      'openai',
      {
        messages: [
          user('Hi'),
          { role: 'assistant', content: null, tool_calls: [{ function: { name: 'f', arguments: '{}' } }] },
          { role: 'tool', content: 'r' },
          turn,
        ],
      },
      'calls tools before the last turn',
    ],
    [
      'openai',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
      'only texts',
    ],
    [
      'openai',
      {
        messages: [
          user('Hi'),
          { role: 'assistant', tool_calls: [{ function: { name: 'f', arguments: 'x' } }] },
        ],
      },
      'not valid JSON',
    ],
    [
      'anthropic',
      { system: '', messages: [{ role: 'user', content: [{ type: 'image', source: {} }] }] },
      'only texts',
    ],
    ['sharegpt', { conversations: [{ from: 'alien', value: 'x' }] }, 'alien'],
    [
      'instruction',
      { instruction: 'Answer with one queue.', output: 'x' },
      'nothing beside the instructions',
    ],
    ['instruction', { instruction: 'Hi', output: 3 }, '`output`'],
    ['input-output', { input: 'Hi', output: '' }, '`output`'],
    ['dpo', { chosen: 'a', rejected: 'b' }, '`prompt`'],
    ['inspect', { input: 3, target: 'x' }, '`input`'],
    ['text', { text: '' }, '`text`'],
    ['rows', { input: 3 }, '`input`'],
  ])('%s: %j', (name, record, says) => {
    expect(shapeNamed(name).read({ ...record }, { instructions })).toEqual({
      problem: expect.stringContaining(says),
    });
  });
});
