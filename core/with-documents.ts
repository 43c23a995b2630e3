import type { CaseInput, Message } from './case.ts';

/**
 * The messages as a language model is sent them: the documents of a case before the text of the last user message, each
 * between tags that name it (a user message of their own where no user speaks).
 */
export function withDocuments({ messages, documents = [] }: CaseInput): CaseInput['messages'] {
  if (documents.length === 0) return messages;
  const block = documents
    .map(({ id, text }) => `<document id=${JSON.stringify(id)}>\n${text}\n</document>`)
    .join('\n\n');
  const last = messages.findLastIndex(({ role }) => role === 'user');
  if (last < 0) return [...messages, { role: 'user', content: block }];
  const [first, ...others] = messages;
  const put = (message: Message, at: number): Message =>
    at === last ? { ...message, content: `${block}\n\n${message.content}` } : message;
  return [put(first, 0), ...others.map((message, at) => put(message, at + 1))];
}
