import type { EdgeCase, Expect } from './suite.ts';

const expectations: Readonly<Record<Expect, string>> = {
  exact: 'there is one right answer',
  invariant: 'the answer is the same as without this difficulty',
  directional: 'the difficulty changes the answer',
  abstain: 'the right behaviour is to say that it cannot be answered',
  clarify: 'the right behaviour is to ask back',
  refuse: 'the right behaviour is to refuse',
  format: 'the form of the answer is what matters',
};

/** An edge case as prompts name it: its id, what it is, and what a right answer is to it. */
export function edgeCaseTold({
  id,
  description,
  expect,
}: Pick<EdgeCase, 'id' | 'description' | 'expect'>): string {
  return `${id}: ${description} (${expectations[expect]})`;
}
