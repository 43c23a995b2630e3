import { describe, expect, test } from 'vitest';
import { type Candidate, caseId, cellName, inputText, type Message } from '../../../core/case.ts';
import { shortDigest } from '../../../core/digest.ts';

type Content = Pick<Candidate, 'cell' | 'input' | 'expected'>;

const content: Content = {
  cell: { skill: 'mail', edgeCase: null },
  input: { messages: [{ role: 'user', content: 'hello' }] },
  expected: { kind: 'label', label: 'ham' },
};

describe('caseId', () => {
  test('is a hash of cell, input and expected value in canonical JSON', () => {
    const text =
      '{"cell":{"edgeCase":null,"skill":"mail"},"expected":{"kind":"label","label":"ham"},' +
      '"input":{"messages":[{"content":"hello","role":"user"}]}}';
    expect(caseId(content)).toBe(shortDigest(text));
    expect(caseId(content)).toMatch(/^[0-9a-f]{16}$/);
  });

  test('nothing else of a case and no order of keys changes it', () => {
    const more = {
      tags: ['a'],
      expected: { label: 'ham', kind: 'label' } as const,
      input: { messages: [{ content: 'hello', role: 'user' }] } as const,
      cell: { edgeCase: null, skill: 'mail' },
    };
    expect(caseId(more)).toBe(caseId(content));
  });

  test.each<[string, Partial<Content>]>([
    ['the skill', { cell: { skill: 'chat', edgeCase: null } }],
    ['the edge case', { cell: { skill: 'mail', edgeCase: 'typos' } }],
    ['the text', { input: { messages: [{ role: 'user', content: 'hello ' }] } }],
    ['the role', { input: { messages: [{ role: 'system', content: 'hello' }] } }],
    ['documents', { input: { ...content.input, documents: [{ id: 'd', text: 't' }] } }],
    ['the expected value', { expected: { kind: 'label', label: 'spam' } }],
    ['its kind', { expected: { kind: 'text', accept: ['ham'] } }],
  ])('%s changes it', (_, change) => {
    expect(caseId({ ...content, ...change })).not.toBe(caseId(content));
  });
});

test('inputText: the last user message, or the last one where no user speaks', () => {
  const say = (role: Message['role'], text: string): Message => ({ role, content: text });
  expect(inputText({ messages: [say('user', 'a'), say('assistant', 'b'), say('user', 'c')] })).toBe('c');
  expect(inputText({ messages: [say('user', 'a'), say('assistant', 'b')] })).toBe('a');
  expect(inputText({ messages: [say('system', 'a'), say('assistant', 'b')] })).toBe('b');
});

test('cellName: SKILL or SKILL/EDGE', () => {
  expect(cellName({ skill: 'mail', edgeCase: null })).toBe('mail');
  expect(cellName({ skill: 'mail', edgeCase: 'typos' })).toBe('mail/typos');
});
