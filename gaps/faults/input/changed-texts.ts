import type { CaseInput, Message } from '../../../core/case.ts';

/** The input with every text of its users changed; null where no text changes. */
export function changedTexts(input: CaseInput, change: (text: string) => string): CaseInput | null {
  const changed = (message: Message): Message =>
    message.role === 'user' ? { ...message, content: change(message.content) } : message;
  const [first, ...rest] = input.messages;
  const messages = [changed(first), ...rest.map(changed)] as const;
  const isSame = messages.every(({ content }, at) => content === input.messages[at]?.content);
  return isSame ? null : { ...input, messages };
}
