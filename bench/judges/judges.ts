import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Ruling } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { validation } from '../../judges/admission/validation.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { openJudgeModels } from '../../pipeline/open-judge-models.ts';
import { clopperPearson } from '../../stats/clopper-pearson.ts';
import { absoluteRef } from '../absolute-ref.ts';
import { type PlantedCase, plantedCases } from './planted-cases.ts';

/**
 * What judges make of cases whose worth is known: as many good ones as planted errors, put before each judge as `generate`
 * does. Run it with `npm run bench:judges -- --judge ollama:NAME --judge llama-cpp:FILE.gguf`; 100 and 100 by default.
 */
const root = path.join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { judge: { type: 'string', multiple: true }, cases: { type: 'string', default: '100' } },
});
const refs = values.judge ?? [];
if (refs.length === 0) throw new Error('name the judges: --judge ollama:NAME, and again for the next one');

type Outcome = 'for' | 'against' | 'unusable';
interface Judged {
  readonly planted: PlantedCase;
  readonly outcome: Outcome;
  readonly code: Ruling['code'];
}

const cases = await plantedCases(root, Number(values.cases));
for (const ref of refs) {
  const started = performance.now();
  const judged = await judgedBy(ref);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `${[`### ${ref}`, ...confusion(judged), '', ...byOperator(judged)].join('\n')}\n\n${seconds} s\n`,
  );
}

async function judgedBy(ref: string): Promise<readonly Judged[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-judges-'));
  try {
    writeFileSync(path.join(folder, 'rows.jsonl'), '{"input":"a","expected":"b"}\n');
    writeFileSync(path.join(folder, 'suite.yaml'), suiteOf(ref));
    const loaded = await loadSuite(path.join(folder, 'suite.yaml'));
    const { models, close } = await openJudgeModels(loaded, false);
    const [model] = models;
    if (model === undefined) throw new Error(`${ref} is no language model`);
    const judge = validation(model, (prompt) => prompt);
    const judged: Judged[] = [];
    for (const planted of cases) {
      const { candidate, context } = planted;
      const { code } = await judge.assess(candidate, context, new AbortController().signal);
      const outcome = code === null ? 'for' : code === 'judge-unusable' ? 'unusable' : 'against';
      judged.push({ planted, outcome, code });
      process.stderr.write(`\r${ref}: ${judged.length} of ${cases.length}`);
    }
    process.stderr.write('\n');
    await close();
    return judged;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function suiteOf(ref: string): string {
  return `schemaVersion: 1
id: judges
title: Judges
task: { kind: qa, instructions: None. }
data: { heldout: [{ path: rows.jsonl, licence: MIT }] }
models:
  # Answers are short: without a bound a small model writes white space for ever.
  judges: [{ use: ${JSON.stringify(absoluteRef(ref))}, with: { maxTokens: 150 } }]
  target: { use: "module:./none.mjs", lineage: { vendor: none, family: none } }
skills: [{ id: judged, description: What is judged. }]
score: [{ use: exact }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
run: { timeoutMs: 600000, concurrency: 1 }
`;
}

function confusion(judged: readonly Judged[]): readonly string[] {
  const row = (name: string, own: readonly Judged[], right: Outcome) => {
    const count = (outcome: Outcome) => own.filter((one) => one.outcome === outcome).length;
    const usable = own.length - count('unusable');
    return `| ${name} | ${own.length} | ${count('for')} | ${count('against')} | ${count('unusable')} | ${share(count(right), usable)} |`;
  };
  return [
    '| | n | lets in | objects | unusable | right, of usable answers (95 %, Clopper-Pearson) |',
    '| --- | --: | --: | --: | --: | --: |',
    row('good cases', judged.filter(isGood), 'for'),
    row(
      'planted errors',
      judged.filter((one) => !isGood(one)),
      'against',
    ),
  ];
}

function byOperator(judged: readonly Judged[]): readonly string[] {
  const groups = [...groupBy(judged, ({ planted }) => planted.operator ?? 'good')].sort();
  return [
    '| planted | n | what the judge says |',
    '| --- | --: | --- |',
    ...groups.map(([operator, own]) => {
      const codes = [...groupBy(own, ({ code }) => code ?? 'nothing')].map(
        ([code, some]) => `${code} ${some.length}`,
      );
      return `| ${operator} | ${own.length} | ${codes.sort().join(', ')} |`;
    }),
  ];
}

function isGood({ planted }: Judged): boolean {
  return planted.operator === null;
}

function share(right: number, n: number): string {
  const interval = clopperPearson(right, n, 0.95);
  if (interval === null) return 'n/a';
  const [low, high] = interval.map((bound) => (100 * bound).toFixed(0));
  return `${((100 * right) / n).toFixed(0)} % (${low}–${high})`;
}
