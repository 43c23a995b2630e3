import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isMap,
  isNode,
  isSeq,
  type Node,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { fault } from '../core/errors.ts';
import type { RowSource } from '../core/suite.ts';

/** A source of rows as a suite file writes it. */
export interface SourceEntry {
  readonly path: string;
  readonly licence?: string;
  readonly set?: RowSource['set'];
}

/** The text of an entry, on one line. */
export function entryText(entry: SourceEntry): string {
  return stringify(entry, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

/**
 * The text of a suite file with an entry added to the list `data.KEY`. Comments stay, and wherever the place is plain
 * enough every other sign as well. Null where the list has an entry of this path. `file` is for messages. Throws
 * SUITE_VALUE where something else than a list stands there.
 */
export function addSource(text: string, key: string, entry: SourceEntry, file: string): string | null {
  const document = parseDocument(text);
  const list = document.getIn(['data', key]);
  if (list !== undefined && list !== null && !isSeq(list)) {
    throw fault('SUITE_VALUE', `\`data.${key}\` is no list that an entry can be added to`, {
      place: { file, line: null, column: null },
      hint: `write the entry yourself: ${entryText(entry)}`,
    });
  }
  const items = isSeq(list) ? list.items : [];
  if (items.some((item) => isMap(item) && item.get('path') === entry.path)) return null;
  const inPlace = addedInPlace(text, document, key, entryText(entry));
  const node = document.createNode(entry, { flow: true });
  if (isSeq(list)) list.add(node);
  else {
    const before = document.getIn(['data', key], true);
    const made = document.createNode([node]);
    if (isNode(before)) made.comment = before.comment ?? null;
    document.setIn(['data', key], made);
  }
  const means = parseDocument(inPlace ?? '');
  const isSame = means.errors.length === 0 && isDeepStrictEqual(means.toJS(), document.toJS());
  return isSame ? inPlace : document.toString({ lineWidth: 0 });
}

/** The text with the entry put where it belongs, as far as that is plain to see; the caller checks what it means. */
function addedInPlace(text: string, document: Document, key: string, entry: string): string | null {
  const list = document.getIn(['data', key], true);
  if (isSeq(list)) return appended(text, list, entry);
  const data = document.get('data', true);
  if (isMap(data)) return appended(text, data, `${key}: [${entry}]`);
  return isMap(document.contents) ? appended(text, document.contents, `data: { ${key}: [${entry}] }`) : null;
}

/** The text with an item more at the end of a collection; null where it has none whose place is known. */
function appended(text: string, collection: YAMLSeq | YAMLMap, item: string): string | null {
  const last = lastOf(collection);
  if (last === null) {
    if (!collection.range || collection.flow !== true) return null;
    const [start, end] = collection.range;
    return `${text.slice(0, start)}${isSeq(collection) ? `[${item}]` : `{ ${item} }`}${text.slice(end)}`;
  }
  if (collection.flow === true) return `${text.slice(0, last.end)}, ${item}${text.slice(last.end)}`;
  const line = text.slice(text.lastIndexOf('\n', last.start - 1) + 1);
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lineEnd = text.indexOf('\n', text.slice(0, last.end).trimEnd().length);
  const at = lineEnd < 0 ? text.length : lineEnd;
  return `${text.slice(0, at)}\n${indent}${isSeq(collection) ? '- ' : ''}${item}${text.slice(at)}`;
}

/** Where the last item of a collection begins and ends; null where there is none that says. */
function lastOf(collection: YAMLSeq | YAMLMap): { readonly start: number; readonly end: number } | null {
  const last: unknown = collection.items.at(-1);
  const [first, final]: readonly unknown[] = isMap(collection)
    ? [collection.items.at(-1)?.key, collection.items.at(-1)?.value]
    : [last, last];
  if (!isNode(first) || !isNode(final)) return null;
  const [start, end] = [first.range?.[0], (final as Node).range?.[1]];
  return start === undefined || end === undefined ? null : { start, end };
}
