import { z } from 'zod';
import type { Json } from '../../../core/json.ts';
import { metadataOf } from '../../rows/carried.ts';
import { isRecord } from '../../rows/raw-row.ts';
import { bare, raw } from '../nunjucks-text.ts';
import { assertSchema, type PromptfooAssert, readAsserts, writeAsserts } from '../promptfoo-asserts.ts';
import { type Fields, type Shape, without } from '../shape.ts';
import { oneTurn } from './one-turn.ts';

/** Types of check that a cell of a CSV file may begin with; any other text is what the output must equal. */
const cellPattern =
  /^((?:not-)?(?:equals|i?contains(?:-any|-all)?|is-json|is-refusal|regex|javascript|python|llm-rubric|similar(?:\([\d.]+\))?|fn|eval|grade|file))(?::\s*([\s\S]*))?$/;

/** Tests of promptfoo: `{ vars, assert }`, or lines of its CSV files with `__expected` columns. */
export const promptfoo: Shape = {
  name: 'promptfoo',
  title: 'promptfoo tests',
  has: '`vars`, or a column `__expected`',
  fits: (fields) =>
    isRecord(fields['vars']) || Object.keys(fields).some((key) => /^__(?:expected|description)/.test(key)),
  read(fields, { inputVar }) {
    const test = isRecord(fields['vars']) ? fields : fromCells(fields);
    const vars = isRecord(test['vars']) ? test['vars'] : {};
    const [only, ...others] = Object.keys(vars);
    if (inputVar === undefined && others.length > 0)
      return {
        problem: `its variables are ${Object.keys(vars).join(', ')}: say which is the input with \`--map input=${only}\``,
      };
    const name = inputVar ?? only;
    const value = name === undefined ? undefined : vars[name];
    if (typeof value !== 'string') return { problem: `the variable \`${name ?? 'input'}\` is not a text` };
    const rest = restOf(test, name ?? '');
    const input = { messages: [{ role: 'user', content: bare(value) }] } as const;
    const carried = metadataOf(test)?.['heldout'];
    if (isRecord(carried) && 'expected' in carried) return { input, rest: without(rest, 'assert') };
    const asserts = z.array(assertSchema).safeParse(test['assert'] ?? []);
    if (!asserts.success) return { problem: '`assert` is no list of checks with a `type`' };
    const checks = readAsserts(asserts.data);
    if ('problem' in checks) return checks;
    const notes = checks.unread.map((type) => `the check \`${type}\` is kept in \`metadata\` only`);
    const expected = checks.expected === undefined ? {} : { expected: checks.expected };
    return { input, ...expected, rest: checks.unread.length > 0 ? rest : without(rest, 'assert'), notes };
  },
  write(item) {
    const { text, loses } = oneTurn(item);
    const asserts = writeAsserts(item.expected);
    return {
      fields: { vars: { input: raw(text) }, ...(asserts === null ? {} : { assert: asserts.map(asJson) }) },
      loses: loses ?? (asserts === null ? `an expected value of kind ${item.expected.kind}` : null),
    };
  },
};

function asJson({ type, value }: PromptfooAssert): Json {
  return value === undefined ? { type } : { type, value };
}

/** What is neither the input nor a check. */
function restOf(test: Fields, inputVar: string): Fields {
  const vars = without(isRecord(test['vars']) ? test['vars'] : {}, inputVar);
  const rest = without(test, 'vars');
  return Object.keys(vars).length === 0 ? rest : { ...rest, vars };
}

/** A line of a CSV file as a test. */
function fromCells(cells: Fields): Fields {
  const vars: Record<string, unknown> = {};
  const assert: Json[] = [];
  const metadata: Record<string, unknown> = {};
  const others: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(cells)) {
    if (!column.startsWith('__')) vars[column] = cell;
    else if (/^__expected\d*$/.test(column)) assert.push(...fromCell(String(cell)));
    else if (column.startsWith('__metadata:')) metadata[column.slice('__metadata:'.length)] = cell;
    else if (cell !== '') others[column.slice(2)] = cell;
  }
  return { vars, assert, ...others, ...(Object.keys(metadata).length === 0 ? {} : { metadata }) };
}

function fromCell(cell: string): readonly Json[] {
  if (cell.trim() === '') return [];
  const [, type, value = ''] = cellPattern.exec(cell.trim()) ?? [];
  if (type === undefined) return [{ type: 'equals', value: cell }];
  if (/-(?:all|any)$/.test(type)) return [{ type, value: value.split(',').map((part) => part.trim()) }];
  return [value === '' ? { type } : { type, value }];
}
