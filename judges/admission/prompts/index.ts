import type { Prompt } from '../../../core/writing.ts';
import { assessPrompt } from './assess.ts';
import { comparePrompt } from './compare.ts';
import { faithPrompt } from './faith.ts';
import { solvePrompt } from './solve.ts';

/** What judges are asked before a case is admitted. */
export const admissionPrompts: readonly Prompt<string>[] = [
  solvePrompt,
  comparePrompt,
  assessPrompt,
  faithPrompt,
];
