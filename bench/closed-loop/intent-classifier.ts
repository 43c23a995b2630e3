import { readFileSync } from 'node:fs';
import type { Target } from '../../core/seams.ts';
import type { Labelled } from '../teacher/one-versus-rest.ts';

const alpha = 0.05;

/** Naive Bayes on the presence of words and pairs of words, for any number of labels: trained in a moment. */
export function trainIntents(rows: readonly Labelled[]): (text: string) => string {
  const counts = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const { text, label } of rows) {
    sizes.set(label, (sizes.get(label) ?? 0) + 1);
    for (const feature of featuresOf(text)) {
      const byLabel = counts.get(feature) ?? new Map<string, number>();
      counts.set(feature, byLabel);
      byLabel.set(label, (byLabel.get(label) ?? 0) + 1);
      totals.set(label, (totals.get(label) ?? 0) + 1);
    }
  }
  const labels = [...sizes.keys()].sort();
  return (text) => {
    const known = [...featuresOf(text)].flatMap((feature) => counts.get(feature) ?? []);
    let best = { label: labels[0] ?? '', score: -Infinity };
    for (const label of labels) {
      const total = (totals.get(label) ?? 0) + alpha * counts.size;
      let score = Math.log(sizes.get(label) ?? 0);
      for (const byLabel of known) score += Math.log(((byLabel.get(label) ?? 0) + alpha) / total);
      if (score > best.score) best = { label, score };
    }
    return best.label;
  };
}

/** A target that is trained on a JSONL file of `{ text, label }` at its first call. */
export function intentTarget(file: string): Target {
  let classify: ((text: string) => string) | null = null;
  return {
    async call({ messages }) {
      classify ??= trainIntents(
        readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );
      return { text: classify(messages.at(-1)?.content ?? '') };
    },
  };
}

function featuresOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return new Set([...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)]);
}
