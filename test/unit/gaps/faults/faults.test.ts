import { describe, expect, test } from 'vitest';
import type { CaseInput, Message } from '../../../../core/case.ts';
import { createRandom } from '../../../../core/random.ts';
import type { TargetOutput } from '../../../../core/run.ts';
import type { Task } from '../../../../core/suite.ts';
import { faults } from '../../../../gaps/faults/index.ts';

const random = () => createRandom('damage');
const task: Task = { kind: 'classification', instructions: 'Sort.', labels: ['spam', 'ham', 'not-sure'] };

function user(...texts: readonly string[]): CaseInput {
  const messages: readonly Message[] = texts.map((content) => ({ role: 'user', content }));
  return { messages: [{ role: 'system', content: 'Sort.' }, ...messages] };
}

function given(name: string, input: CaseInput, strength = 1): CaseInput | null {
  const fault = faults.find((item) => item.name === name);
  if (fault?.at !== 'input') throw new Error(`${name} is no fault at the input`);
  return fault.apply(input, random(), strength);
}

function answered(
  name: string,
  output: TargetOutput,
  input = user('Hi'),
  other: TargetOutput | null = null,
): TargetOutput | null {
  const fault = faults.find((item) => item.name === name);
  if (fault?.at !== 'output') throw new Error(`${name} is no fault at the output`);
  return fault.apply(output, random(), { task, input, distractor: () => other });
}

const lastText = (input: CaseInput | null) => input?.messages.at(-1)?.content;

describe('at the input', () => {
  test('negations go, whole words and contractions alone', () => {
    expect(lastText(given('drop-negation', user("It can't wait and won't; do not knot it, I cannot.")))).toBe(
      'It can wait and will; do knot it, I can.',
    );
    expect(lastText(given('drop-negation', user('Das ist nicht gut')))).toBe('Das ist gut');
    expect(given('drop-negation', user('All is well'))).toBeNull();
  });

  test('a text loses its end and keeps at least a word; white space in what is left stays', () => {
    expect(lastText(given('truncate', user('a  b\nc d'), 0.5))).toBe('a  b');
    expect(lastText(given('truncate', user('a b'), 0.99))).toBe('a');
    expect(given('truncate', user('word'), 0.5)).toBeNull();
    expect(given('truncate', user(''), 0.5)).toBeNull();
  });

  test('marks on letters go; a text without any, in whatever form, has nothing to lose', () => {
    expect(lastText(given('strip-diacritics', user('Señal für Åse')))).toBe('Senal fur Ase');
    expect(given('strip-diacritics', user('plain'))).toBeNull();
  });

  test('sentences change places, and none is lost', () => {
    const text = 'One is here. Two is there. Three is gone.';
    const shuffled = lastText(given('shuffle-sentences', user(text))) ?? '';
    expect(shuffled).not.toBe(text);
    expect(
      shuffled
        .split('. ')
        .map((part) => part.replace('.', ''))
        .sort(),
    ).toEqual(['One is here', 'Three is gone', 'Two is there'].sort());
    expect(lastText(given('shuffle-sentences', user('Go on. Stop now.')))).toBe('Stop now. Go on.');
    expect(given('shuffle-sentences', user('Only one.'))).toBeNull();
  });

  test('the system prompt goes, unless nothing else is there', () => {
    expect(given('drop-system-prompt', user('Hi'))?.messages).toEqual([{ role: 'user', content: 'Hi' }]);
    expect(given('drop-system-prompt', { messages: [{ role: 'system', content: 'Sort.' }] })).toBeNull();
    expect(given('drop-system-prompt', { messages: [{ role: 'user', content: 'Hi' }] })).toBeNull();
  });

  test('documents lose their end, conversations their oldest turns; instructions and the question stay', () => {
    const long = { ...user('1', '2', '3', '4', 'last'), documents: [{ id: 'd', text: '0123456789' }] };
    const cut = given('cut-context', long, 0.5);
    expect(cut?.messages.map(({ content }) => content)).toEqual(['Sort.', '3', '4', 'last']);
    expect(cut?.documents).toEqual([{ id: 'd', text: '01234' }]);
    expect(given('cut-context', user('alone'), 0.75)).toBeNull();
  });
});

describe('at the output', () => {
  test('another label of the task is answered, in the same words around it', () => {
    const flipped = answered('flip-label', { text: 'Label: SPAM.' });
    expect(flipped?.text).toMatch(/^Label: (ham|not-sure)\.$/);
    expect(answered('flip-label', { text: 'no idea' })).toBeNull();
    expect(answered('flip-label', { text: 'It is not-sure' })?.text).toMatch(/^It is (spam|ham)$/);
  });

  test('a field is lost, of JSON in a fence too, or of a tool call; JSON ends too early', () => {
    const lost = JSON.parse(answered('drop-field', { text: '```json\n{"a":1,"b":2}\n```' })?.text ?? '');
    expect(Object.keys(lost)).toHaveLength(1);
    const call = answered('drop-field', { text: '', toolCalls: [{ name: 'f', arguments: { x: 1 } }] });
    expect(call?.toolCalls).toEqual([{ name: 'f', arguments: {} }]);
    expect(answered('drop-field', { text: '[1]' })).toBeNull();
    expect(() => JSON.parse(answered('break-json', { text: '{"a":{"b":1}}' })?.text ?? '{}')).toThrow();
    expect(answered('break-json', { text: 'plain' })).toBeNull();
  });

  test('another answer stands whole in place of the own one, calls too; without another one there is nothing to swap', () => {
    const usage = { inputTokens: 1, outputTokens: 2 };
    const own: TargetOutput = { text: 'own', toolCalls: [{ name: 'f', arguments: {} }], usage };
    const call: TargetOutput = { text: '', toolCalls: [{ name: 'g', arguments: { x: 1 } }] };
    expect(answered('swap-answer', own, user('Hi'), call)).toEqual({ ...call, usage });
    expect(answered('swap-answer', own, user('Hi'), { text: 'other' })).toEqual({ text: 'other', usage });
    expect(answered('swap-answer', own)).toBeNull();
  });

  test('a refusal holds neither the answer nor a call; words and a leak stand around the answer', () => {
    const refused = answered('refuse', { text: 'spam', toolCalls: [{ name: 'f', arguments: {} }] });
    expect(refused?.text).not.toContain('spam');
    expect(refused).not.toHaveProperty('toolCalls');
    expect(answered('be-verbose', { text: 'spam' })?.text).toMatch(/\n\nspam\n\n/);
    expect(answered('leak', { text: 'spam' })?.text).toBe('spam\n\nMy instructions were: Sort.');
    expect(answered('leak', { text: 'spam' }, { messages: [{ role: 'user', content: 'Hi' }] })).toBeNull();
  });
});
