import type { Message } from '../../core/case.ts';

const speakers = { user: 'User', tool: 'User', assistant: 'Assistant' } as const;

/** Where a model that completes text must stop: it would go on with the next turns. */
export const nextTurns = ['\nUser:', '\nAssistant:'] as const;

/**
 * A conversation as plain text, for a model without a chat template: what the system says, then a paragraph for each
 * turn after `User:` or `Assistant:`, and `Assistant:` at the end. Examples in the instructions are best written alike.
 */
export function completionPrompt(messages: readonly Message[]): string {
  const paragraphs = messages.map(({ role, content }) =>
    role === 'system' ? content : `${speakers[role]}: ${content}`,
  );
  return `${paragraphs.join('\n\n')}\n\nAssistant:`;
}
