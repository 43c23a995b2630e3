import type { Case, CaseInput, Expected } from '../../core/case.ts';
import type { Json } from '../../core/json.ts';

/** How a row writes an input: a text for one user message, a list for a conversation, else the whole object. */
export function writtenInput(input: CaseInput): Json {
  const { messages, documents, tools } = input;
  const [first, ...rest] = messages;
  // Inputs are plain data by their types; JSON has no narrower name for that.
  if (documents !== undefined || tools !== undefined) return input as unknown as Json;
  if (rest.length > 0 || first.role !== 'user') return messages as unknown as Json;
  return first.content;
}

/** How a row writes what is expected, as plainly as it can; undefined where any answer will do. */
export function writtenExpected(expected: Expected): Json | undefined {
  if (expected.kind === 'label') return expected.label;
  if (expected.kind === 'text') return expected.accept.length === 1 ? expected.accept[0] : expected.accept;
  if (expected.kind === 'behaviour' && expected.behaviour === 'comply') return undefined;
  // Expected values are plain data by their types; JSON has no narrower name for that.
  return expected as unknown as Json;
}

/** The fields of a row that is read as this case again. */
export function rowOfCase(item: Case): Readonly<Record<string, Json>> {
  const { id, cell, input, expected, cluster, tags, provenance } = item;
  const declaredId = provenance.kind === 'authored' ? provenance.declaredId : null;
  const written = writtenExpected(expected);
  return {
    ...(declaredId === null ? {} : { id: declaredId }),
    input: writtenInput(input),
    ...(written === undefined ? {} : { expected: written }),
    skill: cell.skill,
    ...(cell.edgeCase === null ? {} : { edgeCase: cell.edgeCase }),
    ...(cluster === id ? {} : { cluster }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}
