import { expect, test } from 'vitest';
import type { Case } from '../../../../core/case.ts';
import { createRandom } from '../../../../core/random.ts';
import type { TargetOutput } from '../../../../core/run.ts';
import { distractorsOf } from '../../../../gaps/faults/distractors.ts';
import { realCase } from '../../datasets/dataset-fixtures.ts';

function asked(id: string, answer: string, edgeCase: string | null = null): Case {
  const expected = { kind: 'text', accept: [answer] } as const;
  return realCase(`What is ${id}?`, { id, expected, cell: { skill: 'facts', edgeCase } });
}

/** What is drawn for a case in ten streams; every case is answered rightly unless said otherwise. */
function drawn(cases: readonly Case[], id: string, said: Readonly<Record<string, TargetOutput | null>> = {}) {
  const outputOf = (of: string): TargetOutput | null => {
    const own = cases.find((item) => item.id === of);
    if (of in said) return said[of] ?? null;
    return own?.expected.kind === 'text' ? { text: own.expected.accept[0] } : null;
  };
  const draw = distractorsOf(cases, outputOf);
  const input = { messages: [{ role: 'user', content: '' }] } as const;
  return Array.from({ length: 10 }, (_, i) => {
    const own = outputOf(id) ?? { text: '' };
    return draw({ caseId: id, attempt: 0, input }, own, createRandom(i))?.text ?? null;
  });
}

test('an answer to another case of the cell, the same by the same stream and not always the same one', () => {
  const cases = [asked('a', '1'), asked('b', '2'), asked('c', '3'), asked('d', '4', 'elsewhere')];
  const texts = drawn(cases, 'a');
  expect(new Set(texts)).toEqual(new Set(['2', '3']));
  expect(drawn(cases, 'a')).toEqual(texts);
});

test('never one that is right here as well, that says the same, or that was not given', () => {
  const cases = [
    asked('a', '1'),
    asked('same', '1'),
    asked('alike', '2'),
    asked('failed', '3'),
    asked('b', '4'),
  ];
  const said = { same: { text: 'as right' }, alike: { text: '1' }, failed: null };
  expect(new Set(drawn(cases, 'a', said))).toEqual(new Set(['4']));
});

test('where the cell has none it is of the skill; where that has none either there is none', () => {
  const cases = [asked('a', '1', 'lonely'), asked('b', '1', 'lonely'), asked('c', '2')];
  expect(new Set(drawn(cases, 'a'))).toEqual(new Set(['2']));
  expect(new Set(drawn(cases.slice(0, 2), 'a'))).toEqual(new Set([null]));
});
