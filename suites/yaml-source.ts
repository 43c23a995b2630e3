import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { HeldoutError, messageOf, type Place, type Problem } from '../core/errors.ts';

/** A key or index on the way to a value in a YAML file. */
export type YamlPath = readonly PropertyKey[];

/** The value of a YAML file and where each part of it stands. */
export interface YamlSource {
  readonly value: unknown;
  /** The place of the value at the path, or of its key; where the path ends early, of the last part that exists. */
  locate(path: YamlPath, part?: 'key' | 'value'): Place;
}

/** Parses one YAML document. Throws a HeldoutError with every syntax error and its place. */
export function parseYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const faults = [
    ...[...document.errors, ...document.warnings].map(({ message, pos }) => ({ message, offset: pos[0] })),
    ...aliasFaults(document),
  ];
  const [first, ...rest] = faults.map(
    ({ message, offset }): Problem => ({
      code: 'SUITE_SYNTAX',
      message: `not valid YAML: ${message}`,
      place: place(offset),
      hint: null,
    }),
  );
  if (first !== undefined) throw new HeldoutError([first, ...rest]);

  const resolved = (node: unknown): Node | null => {
    const target = isAlias(node) ? node.resolve(document) : node;
    return isNode(target) ? target : null;
  };
  const locate = (path: YamlPath, part: 'key' | 'value' = 'value'): Place => {
    let node = resolved(document.contents);
    let offset = node?.range?.[0] ?? 0;
    for (const [depth, key] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
        if (pair === undefined) break;
        const last = depth === path.length - 1;
        const at = last && part === 'key' ? pair.key : (pair.value ?? pair.key);
        offset = (isNode(at) ? at.range?.[0] : undefined) ?? offset;
        node = resolved(pair.value);
      } else if (isSeq(node)) {
        const item = resolved(node.items[Number(key)]);
        if (item === null) break;
        offset = item.range?.[0] ?? offset;
        node = item;
      } else break;
    }
    return place(offset);
  };
  try {
    return { value: document.toJS(), locate };
  } catch (error) {
    // Thrown for aliases that expand without bound.
    const message = `not valid YAML: ${messageOf(error)}`;
    throw new HeldoutError([{ code: 'SUITE_SYNTAX', message, place: place(0), hint: null }], {
      cause: error,
    });
  }
}

/** Aliases of nothing, and those that stand inside what they stand for: the value would have no end. */
function aliasFaults(document: Document): readonly { readonly message: string; readonly offset: number }[] {
  const faults: { message: string; offset: number }[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document);
      const offset = alias.range?.[0] ?? 0;
      if (target === undefined)
        faults.push({ message: `there is no anchor &${alias.source} before *${alias.source}`, offset });
      else if (ancestors.includes(target))
        faults.push({ message: `*${alias.source} stands inside itself`, offset });
    },
  });
  return faults;
}
