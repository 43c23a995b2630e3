import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import type { CellCount } from '../../core/report.ts';
import { generate } from '../../pipeline/generate.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { absoluteRef } from '../absolute-ref.ts';
import { type SuiteToFill, suitesToFill } from './suites-to-fill.ts';

/**
 * What a model makes of the strategies, on the examples: how many of the cases that it writes get in. Run it with
 * `npm run bench:strategies -- --writer ollama:NAME --judge llama-cpp:FILE.gguf [EXAMPLE or STRATEGY…]`: an example's own
 * edge cases, or whatever these strategies fill; all by default. Without a judge the rules alone decide. Of each edge case
 * 5 are wanted, or `--cases`.
 */
const { values, positionals } = parseArgs({
  options: {
    writer: { type: 'string' },
    judge: { type: 'string' },
    cases: { type: 'string', default: '5' },
  },
  allowPositionals: true,
});
const { writer, judge } = values;
if (writer === undefined) throw new Error('name the model that writes: --writer ollama:NAME');
const wanted = Number(values.cases);
const root = path.join(import.meta.dirname, '../..');
const models = {
  generator: bounded(writer),
  ...(judge === undefined ? {} : { judges: [bounded(judge)] }),
  target: { use: 'module:./target.mjs', lineage: { vendor: 'none', family: 'none' } },
};

const chosen = suitesToFill(root).filter(
  ({ example, isOwn, strategy }) =>
    positionals.length === 0 || positionals.includes(strategy) || (isOwn && positionals.includes(example)),
);
console.log(
  '| strategy | edge case | wanted | ruled on | accepted | requests | took | refused, undecided, passed over |',
);
console.log('| --- | --- | --: | --: | --: | --: | --: | --- |');
let accepted = 0;
for (const one of chosen) accepted += await fill(one);
console.log(`\n${accepted} of ${wanted * chosen.length}`);

/** Answers are short: without a bound a small model writes white space for ever. */
function bounded(use: string): object {
  return { use: absoluteRef(use), with: { maxTokens: 300 } };
}

/** Fills one edge case, and prints its row. Cases that got in. */
async function fill({ example, strategy, edgeCase, skill, suite, rows }: SuiteToFill): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-strategies-'));
  try {
    cpSync(path.join(root, 'examples', example), folder, { recursive: true });
    const { data } = suite;
    const heldout = rows === null ? {} : { heldout: [{ path: 'own-rows.jsonl', licence: 'MIT' }] };
    const lines = (rows ?? []).map((row) => `${JSON.stringify(row)}\n`);
    writeFileSync(path.join(folder, 'own-rows.jsonl'), lines.join(''));
    const whole = {
      ...suite,
      data: { ...Object(data), ...heldout },
      models,
      skills: [
        { id: 'skill', description: skill, edgeCases: [{ ...edgeCase, quota: wanted, optional: true }] },
      ],
      run: { concurrency: 1, timeoutMs: 600_000 },
    };
    writeFileSync(path.join(folder, 'suite.yaml'), stringify(whole));
    const started = performance.now();
    const { cells, spend } = await generate(await loadSuite('suite.yaml', folder));
    const seconds = Math.round((performance.now() - started) / 1000);
    for (const cell of cells) console.log(rowOf(strategy, cell, spend.requests, seconds));
    return cells.reduce((sum, { accepted }) => sum + accepted, 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowOf(strategy: string, cell: CellCount, requests: number, seconds: number): string {
  const { edgeCase, target, accepted, rejected, undecided, reasons } = cell;
  const ruledOn = accepted + rejected + undecided;
  const why = Object.entries(reasons).map(([code, count]) => `${code} ${count}`);
  return `| \`${strategy}\` | ${edgeCase} | ${target} | ${ruledOn} | ${accepted} | ${requests} | ${seconds} s | ${why.join(', ')} |`;
}
