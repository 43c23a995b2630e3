import type { CaseInput } from '../core/case.ts';

/** The input with another text where people would call it "the input": in the last message of the user, else in the last. */
export function withInputText(input: CaseInput, content: string): CaseInput {
  const { messages } = input;
  const user = messages.findLastIndex((message) => message.role === 'user');
  const at = user < 0 ? messages.length - 1 : user;
  const [first, ...rest] = messages;
  const put = (message: typeof first, index: number) => (index === at ? { ...message, content } : message);
  return { ...input, messages: [put(first, 0), ...rest.map((message, i) => put(message, i + 1))] };
}
