import type { CaseInput } from '../../core/case.ts';

/** An input as a prompt shows it: a lone message as it is, a conversation with who speaks, documents before it. */
export function conversation({ messages, documents = [] }: CaseInput): string {
  const [first, ...rest] = messages;
  const read = documents.map(({ id, text }) => `[document ${id}]\n${text}`);
  const said =
    rest.length === 0 ? [first.content] : messages.map(({ role, content }) => `${role}: ${content}`);
  return [...read, ...said].join('\n\n');
}
