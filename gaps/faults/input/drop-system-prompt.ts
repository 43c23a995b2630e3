import type { InputFault } from '../fault.ts';

/** The target is not told what it is for: system messages are lost. */
export const dropSystemPrompt: InputFault = {
  name: 'drop-system-prompt',
  at: 'input',
  strengthIs: 'share',
  description: 'the system prompt is lost',
  apply(input) {
    const [first, ...rest] = input.messages.filter(({ role }) => role !== 'system');
    const isSame = 1 + rest.length === input.messages.length;
    return first === undefined || isSame ? null : { ...input, messages: [first, ...rest] };
  },
};
