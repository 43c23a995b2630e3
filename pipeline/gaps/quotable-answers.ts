import type { Task } from '../../core/suite.ts';
import { plainText } from '../../curation/plain-text.ts';
import { repeatsText } from '../../curation/repeats-text.ts';
import { wordHashes } from '../../curation/text-grams.ts';
import type { ObservedCase } from '../../gaps/observed-case.ts';

/** A longer answer is not quoted. */
const mostWords = 7;

/**
 * Tells whether words about cases may quote an answer of the target: a label may be, a word, and any other short answer
 * that neither stands in the text of a case nor holds one.
 */
export function quotableAnswers(cases: readonly ObservedCase[], task: Task): (answer: string) => boolean {
  const declared = task.kind === 'classification' ? task.labels : [];
  const labels = new Set([...declared, ...cases.flatMap(({ label }) => label ?? [])]);
  const repeats = repeatsText(cases.map(({ text }) => text));
  const texts = cases.map(({ text }) => plainText(text));
  return (answer) => {
    if (labels.has(answer)) return true;
    const plain = plainText(answer);
    const { length } = wordHashes(plain);
    if (length > mostWords || repeats(answer)) return false;
    return length <= 1 || !texts.some((text) => text.includes(plain));
  };
}
