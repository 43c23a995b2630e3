import { createHmac } from 'node:crypto';
import type { Case } from '../../core/case.ts';

/** A name that stands for another, the same one under the same key, and tells nothing of it to who lacks the key. */
export function pseudonym(key: string, what: string, name: string): string {
  return createHmac('sha256', key).update(`${what} ${name}`).digest('hex').slice(0, 16);
}

/** The rows of a file of stand-ins: what a suite reads under `data.heldout`, one JSON object a line. */
export function standInRows(cases: readonly Case[]): string {
  return cases.map((item) => `${JSON.stringify(rowOf(item))}\n`).join('');
}

function rowOf({ id, input, expected, cell, cluster, tags }: Case) {
  const [only, ...others] = input.messages;
  const isPlain = others.length === 0 && only.role === 'user' && Object.keys(input).length === 1;
  return {
    id,
    input: isPlain ? only.content : input,
    expected,
    skill: cell.skill,
    ...(cell.edgeCase === null ? {} : { edgeCase: cell.edgeCase }),
    cluster,
    tags,
  };
}
