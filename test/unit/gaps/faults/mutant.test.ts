import { expect, test } from 'vitest';
import type { TrialTask } from '../../../../core/run.ts';
import type { Target } from '../../../../core/seams.ts';
import type { Task } from '../../../../core/suite.ts';
import { faults } from '../../../../gaps/faults/index.ts';
import { mutated, strikeOf } from '../../../../gaps/faults/mutant.ts';
import { planMutants } from '../../../../gaps/faults/plan-mutants.ts';

const task: Task = { kind: 'classification', instructions: 'Sort.', labels: ['a', 'b', 'c'] };
const tasks: readonly TrialTask[] = Array.from({ length: 400 }, (_, i) => ({
  caseId: `c${i}`,
  attempt: 0,
  input: { messages: [{ role: 'user', content: `Not now. Text ${i}.` }] },
}));

function struck(name: string, seed = 0, isWithin = (_: string) => true): ReadonlyMap<string, string> {
  const mutant = planMutants(faults, ['real/x'], task).find((item) => item.name === name);
  if (mutant === undefined) throw new Error(`no mutant ${name}`);
  const strike = strikeOf(mutant, { task, seed, isWithin, distractor: () => null });
  return new Map(
    tasks.flatMap((trial) => {
      const output = strike.output(trial, { text: 'a' })?.text ?? strike.input(trial)?.messages[0].content;
      return output === undefined ? [] : [[trial.caseId, output] as const];
    }),
  );
}

test('a strength is the share of trials struck, within three standard errors', () => {
  const n = tasks.length;
  for (const share of [0.05, 0.2, 0.5]) {
    const error = 3 * Math.sqrt((share * (1 - share)) / n);
    expect(Math.abs(struck(`flip-label@${share}`).size / n - share)).toBeLessThan(error);
  }
  expect(struck('truncate@0.5').size).toBe(n);
});

test('what is struck is struck alike at every greater strength, on a slice, and whenever the seed is the same', () => {
  const [weak, strong] = [struck('flip-label@0.2'), struck('flip-label@0.5')];
  for (const [id, text] of weak) expect(strong.get(id)).toBe(text);
  const on = new Set(['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8']);
  const slice = struck('flip-label@0.5 on real/x', 0, (id) => on.has(id));
  expect([...slice]).toEqual([...strong].filter(([id]) => on.has(id)));
  expect(struck('flip-label@0.5')).toEqual(strong);
  expect(struck('flip-label@0.5', 1)).not.toEqual(strong);
});

test('labels are flipped only where there are labels, answers are swapped everywhere else', () => {
  const labelled = planMutants(faults, [], task).map(({ name }) => name);
  expect(labelled).toContain('flip-label@0.2');
  expect(labelled).not.toContain('swap-answer@0.2');
  const names = planMutants(faults, [], { kind: 'qa', instructions: '' }).map(({ name }) => name);
  expect(names).not.toContain('flip-label@0.2');
  expect(names).toContain('swap-answer@0.2');
  expect(names).toContain('refuse@0.2');
  expect(new Set(names).size).toBe(names.length);
});

test('around a target: it is given the damaged input, or its output is damaged; what is not struck passes', async () => {
  const echo: Target = { call: async ({ messages }) => ({ text: messages[0].content }) };
  const around = (name: string) => {
    const [mutant] = planMutants(faults, [], task).filter((item) => item.name === name);
    if (mutant === undefined) throw new Error(name);
    return mutated(
      echo,
      strikeOf(mutant, { task, seed: 0, isWithin: (id) => id !== 'c1', distractor: () => null }),
    );
  };
  const signal = new AbortController().signal;
  const input = { messages: [{ role: 'user', content: 'One two three four' }] } as const;
  expect(await around('truncate@0.5').call(input, signal, 'c0', 0)).toEqual({ text: 'One two' });
  expect(await around('truncate@0.5').call(input, signal, 'c1', 0)).toEqual({ text: 'One two three four' });
});
