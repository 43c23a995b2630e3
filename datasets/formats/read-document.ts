import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { messageOf, type Place, type Problem } from '../../core/errors.ts';
import { longestLine } from '../../core/stream-lines.ts';
import { fileBytes } from '../rows/file-bytes.ts';
import {
  isRecord,
  type RawRow,
  type RawRows,
  rowOfValue,
  rowProblem,
  tooLongProblem,
} from '../rows/raw-row.ts';

/** Keys of a document under which records lie: tests of promptfoo first. */
const lists = ['tests', 'data', 'rows', 'samples', 'examples', 'instances', 'train'];

/** True for an object with a list of records under a usual name. */
export function holdsRecords(value: Readonly<Record<string, unknown>>): boolean {
  return lists.some((name) => Array.isArray(value[name]));
}

/**
 * Reads the records of one JSON or YAML document: a list, or an object with a list under a usual name, such as `tests`
 * of a configuration of promptfoo, whose `defaultTest` goes into each. The document is read whole: at most 64 MiB.
 */
export async function* readDocument(absolute: string, file: string): RawRows {
  const place = { file, line: null, column: null };
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of fileBytes(absolute)) {
    length += chunk.length;
    if (length > longestLine) {
      yield [tooLongProblem('document', place)];
      return;
    }
    parts.push(chunk);
  }
  yield recordsIn(Buffer.concat(parts), place);
}

function recordsIn(bytes: Buffer, place: Place): readonly (RawRow | Problem)[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return [rowProblem('DATA_ENCODING', 'the file is not valid UTF-8', place, 'save the file as UTF-8')];
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const at = { ...place, line: lines.linePos(error.pos[0]).line };
    return [rowProblem('DATA_ROW', `not valid YAML or JSON: ${error.message}`, at)];
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (thrown) {
    // Thrown for aliases that expand without bound.
    return [rowProblem('DATA_ROW', `not valid YAML: ${messageOf(thrown)}`, place)];
  }
  const found = listIn(value, document.contents);
  if ('problem' in found) return [rowProblem('DATA_ROW', found.problem, place)];
  return found.items.map((item, index) => {
    const offset = found.nodes[index]?.range?.[0];
    const line = offset === undefined ? null : lines.linePos(offset).line;
    const at = { ...place, line };
    const fields = isRecord(item) ? withDefaults(item, value) : item;
    const number = line ?? index + 1;
    return rowOfValue(fields, { place: at, number }, `record ${index + 1} is not a mapping`);
  });
}

function listIn(
  value: unknown,
  node: Node | null,
):
  | { readonly items: readonly unknown[]; readonly nodes: readonly (Node | undefined)[] }
  | { readonly problem: string } {
  if (Array.isArray(value)) return { items: value, nodes: isSeq<Node>(node) ? node.items : [] };
  if (!isRecord(value)) return { problem: 'the document is neither a list nor a mapping' };
  const key = lists.find((name) => Array.isArray(value[name]));
  if (key !== undefined) {
    const inner = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value
      : null;
    return listIn(value[key], (inner ?? null) as Node | null);
  }
  if (typeof value['tests'] === 'string')
    return { problem: `\`tests\` names another file, ${value['tests']}: import that one` };
  return { problem: `the document has no list of records, such as \`${lists.join('`, `')}\`` };
}

/** A test with what `defaultTest` says for all: its variables where the test has none of the name, and its checks. */
function withDefaults(item: Readonly<Record<string, unknown>>, document: unknown): RawRow['fields'] {
  const defaults = isRecord(document) ? document['defaultTest'] : undefined;
  if (!isRecord(defaults)) return item;
  const [vars, own] = [defaults['vars'], item['vars']];
  const checks = [defaults['assert'], item['assert']].flatMap((list) => (Array.isArray(list) ? list : []));
  return {
    ...item,
    ...(isRecord(vars) || isRecord(own)
      ? { vars: { ...(isRecord(vars) ? vars : {}), ...(isRecord(own) ? own : {}) } }
      : {}),
    ...(checks.length === 0 ? {} : { assert: checks }),
  };
}
