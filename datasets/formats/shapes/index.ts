import type { Shape } from '../shape.ts';
import { alpaca } from './alpaca.ts';
import { anthropic } from './anthropic.ts';
import { dpo } from './dpo.ts';
import { inputOutput } from './input-output.ts';
import { inspect } from './inspect.ts';
import { instruction } from './instruction.ts';
import { messages } from './messages.ts';
import { openai } from './openai.ts';
import { promptCompletion } from './prompt-completion.ts';
import { promptfoo } from './promptfoo.ts';
import { rows } from './rows.ts';
import { sharegpt } from './sharegpt.ts';
import { text } from './text.ts';

/** Every way of writing cases down that is read. */
export const shapes: readonly Shape[] = [
  rows,
  text,
  instruction,
  alpaca,
  inputOutput,
  promptCompletion,
  sharegpt,
  messages,
  openai,
  anthropic,
  dpo,
  promptfoo,
  inspect,
];
