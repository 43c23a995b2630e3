import type { CaseInput, Message, SourceDocument } from '../../../core/case.ts';
import type { InputFault } from '../fault.ts';

/** Documents lose their end, and of a conversation the oldest turns before the last message are lost. */
export const cutContext: InputFault = {
  name: 'cut-context',
  at: 'input',
  strengthIs: 'cut',
  description: 'documents lose their end, conversations their oldest turns',
  apply(input, _, strength) {
    const documents = input.documents?.map((document) => shortened(document, strength));
    const messages = withoutOldest(input.messages, strength);
    const isSame = messages === input.messages && (documents ?? []).every(isOneOf(input.documents ?? []));
    return isSame ? null : { ...input, messages, ...(documents === undefined ? {} : { documents }) };
  },
};

function shortened(document: SourceDocument, cut: number): SourceDocument {
  const { text } = document;
  const length = Math.round(text.length * (1 - cut));
  return length === text.length ? document : { ...document, text: text.slice(0, length) };
}

/** Instructions and the last message stay. */
function withoutOldest(messages: CaseInput['messages'], cut: number): CaseInput['messages'] {
  const turns = messages.slice(0, -1).filter(({ role }) => role !== 'system');
  const lost = new Set<Message>(turns.slice(0, Math.round(turns.length * cut)));
  const [first, ...rest] = messages.filter((message) => !lost.has(message));
  return lost.size === 0 || first === undefined ? messages : [first, ...rest];
}

function isOneOf(before: readonly SourceDocument[]): (document: SourceDocument) => boolean {
  return (document) => before.includes(document);
}
