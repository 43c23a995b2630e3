import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Labelled } from '../teacher/one-versus-rest.ts';

/** Rows of each intent, by what they are for. `seeds` are labelled rows that nobody has trained on yet. */
export interface IntentRows {
  readonly heldout: readonly Labelled[];
  readonly probe: readonly Labelled[];
  readonly trained: readonly Labelled[];
  readonly starved: readonly Labelled[];
  readonly seeds: readonly Labelled[];
}

const licence = 'CC-BY-4.0';
const edgeCases = [
  ['typed-in-haste', 'Letters swapped, as people type on a telephone.', 'typo'],
  ['small-letters', 'No capitals at all.', 'lower'],
] as const;

/** Writes the rows as JSON lines: each carries its intent as a tag too, so that the gate looks at it by itself. */
export function writeRows(folder: string, rows: IntentRows): void {
  for (const [name, own] of Object.entries(rows)) {
    const lines = own.map(({ text, label }: Labelled) =>
      JSON.stringify({ input: text, expected: label, tags: [label] }),
    );
    writeFileSync(path.join(folder, `${name}.jsonl`), `${lines.join('\n')}\n`);
  }
}

/** A suite file over such rows. `seeds` names the file of those that may be trained on. */
export function suiteText(
  intents: readonly string[],
  { seeds, baseline, quota }: { readonly seeds: string; readonly baseline: string; readonly quota: number },
): string {
  // A model that was never tuned chats: it needs room to come to an end.
  const asked = (name: string) => ({
    use: `ollama:${name}`,
    with: { maxTokens: 100, temperature: 0 },
    lineage: { vendor: 'huggingface', family: 'smollm' },
  });
  return stringify({
    schemaVersion: 1,
    id: 'intents',
    title: 'What does the customer want?',
    task: {
      kind: 'classification',
      instructions: `Say what the message is about. Answer with one of ${intents.join(', ')}.`,
      labels: intents,
    },
    data: {
      heldout: [{ path: 'heldout.jsonl', licence }],
      probe: [{ path: 'probe.jsonl', licence }],
      seeds: [{ path: seeds, licence, split: 'train' }],
    },
    models: { target: asked(baseline), baseline: asked(baseline) },
    skills: [
      {
        id: 'intent',
        description: 'Names what a customer wants.',
        edgeCases: edgeCases.map(([id, description, op]) => ({
          id,
          description,
          expect: 'invariant',
          quota,
          generators: [{ use: 'perturb', with: { ops: [op], from: 'heldout' } }],
        })),
      },
    ],
    slices: intents,
    // A machine without a graphics card answers one call after the other, and takes its time.
    run: { concurrency: 1, timeoutMs: 300_000 },
    score: [{ use: 'label' }],
    gate: { margin: { real: 0.05, synthetic: 0.1 } },
  });
}
