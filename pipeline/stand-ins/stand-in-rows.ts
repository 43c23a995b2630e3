import { createHmac } from 'node:crypto';
import type { Case } from '../../core/case.ts';
import { rowOfCase } from '../../datasets/rows/row-of-case.ts';

/** A name that stands for another, the same one under the same key, and tells nothing of it to who lacks the key. */
export function pseudonym(key: string, what: string, name: string): string {
  return createHmac('sha256', key).update(`${what} ${name}`).digest('hex').slice(0, 16);
}

/** The rows of a file of stand-ins: what a suite reads under `data.heldout`, with the canary of held-out files. */
export function standInRows(cases: readonly Case[], canary: string): string {
  const metadata = { heldout: { split: 'heldout', canary } };
  return cases.map((item) => `${JSON.stringify({ ...rowOfCase(item), metadata })}\n`).join('');
}
