import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inputText } from '../../core/case.ts';
import { readGeneratedCases } from '../../datasets/generated-cases.ts';
import { type Generated, generate } from '../../pipeline/generate.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';

const suite = (model: string, quota: number) => `schemaVersion: 1
id: instructions
title: Instructions
task: { kind: free-form, instructions: Do what the user asks. }
data: { heldout: [{ path: seeds.jsonl }], seeds: [{ path: seeds.jsonl }] }
models: { generator: { use: "${model}", with: { maxTokens: 250 } } }
skills:
  - id: instructions
    description: Does what it is asked in one message.
    edgeCases:
      - id: like-the-seeds
        description: A task that somebody would set, unlike those that are shown.
        expect: exact
        quota: ${quota}
        optional: true
        generators: [{ use: self-instruct, with: { perCall: 2 } }]
score: [{ use: contains }]
run: { concurrency: 1, timeoutMs: 600000 }
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`;

/** Has a model continue the seeds by `self-instruct`; gives the texts that the rules admitted, and the accounts. */
export async function expand(
  seeds: readonly { readonly input: string; readonly expected: string }[],
  model: string,
  quota: number,
): Promise<{ readonly texts: readonly string[]; readonly made: Generated }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-bench-'));
  try {
    writeFileSync(
      path.join(folder, 'seeds.jsonl'),
      seeds.map((seed) => `${JSON.stringify(seed)}\n`).join(''),
    );
    writeFileSync(path.join(folder, 'suite.yaml'), suite(model, quota));
    const loaded = await loadSuite('suite.yaml', folder);
    const onProgress = ({ accepted }: { readonly accepted: number }) =>
      void process.stderr.write(`\r${accepted} of ${quota}`);
    const made = await generate(loaded, { seed: 0, onProgress });
    process.stderr.write('\n');
    return { texts: readGeneratedCases(loaded.paths).map(({ input }) => inputText(input)), made };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
