import type { CaseInput } from '../core/case.ts';
import { RougeLIndex } from './rouge-l-index.ts';
import { textPrint } from './text-print.ts';

/** Self-Instruct's limit: a text that is more alike to one that there is brings nothing new (arXiv:2212.10560). */
const usual = 0.7;
/** Share of the real texts that may be more alike to another than the limit allows. */
const tolerated = 0.05;
const mostTexts = 2000;

/**
 * From which ROUGE-L F1 on two texts count as one: 0.7, and in a narrow domain, where real texts are more alike to each
 * other than that, the 95th percentile of how alike they are to their nearest (quality-gates.md §6.2: 0.7 would delete
 * 15 % of the real rows of ATIS). Of more than 2,000 real texts every k-th is read.
 */
export function leastRougeL(anchor: readonly CaseInput[]): number {
  const step = Math.max(1, Math.ceil(anchor.length / mostTexts));
  const texts = anchor.filter((_, at) => at % step === 0).map((input) => textPrint(input).words);
  const index = new RougeLIndex();
  for (const words of texts) index.add(words);
  const nearest = texts.flatMap((words, own) => {
    const other = index.near(words, usual).find(({ item }) => item !== own);
    return other === undefined ? [] : [other.value];
  });
  nearest.sort((a, b) => b - a);
  return nearest[Math.floor(tolerated * texts.length)] ?? usual;
}
