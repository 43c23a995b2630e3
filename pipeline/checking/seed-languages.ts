import path from 'node:path';
import { type Case, inputText } from '../../core/case.ts';
import type { Problem } from '../../core/errors.ts';
import { languageCounts } from '../../judges/admission/detect-language.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** So many texts of a source are read, spread over it. */
const textsRead = 50;
/** Fewer texts whose language can be told say nothing of a source. */
const leastTold = 5;
/** A source is in a language that so many of its texts are in; a suite speaks a language that so many of its rows are in. */
const sourceShare = 0.8;
const suiteShare = 0.05;

/**
 * Seeds in a language that the held-out rows are not in: what is made of them tests something else than the suite says.
 * A source whose `language` says so is meant to be. Nothing is found where texts are too short or too mixed to tell.
 */
export async function seedLanguageProblems(
  { suite, file }: LoadedSuite,
  { heldout, seeds }: Pick<RealData, 'heldout' | 'seeds'>,
): Promise<readonly Problem[]> {
  const spoken = await languagesOf(casesOf(heldout));
  if (spoken === null) return [];
  const problems: Problem[] = [];
  for (const [index, { name, cases }] of seeds.entries()) {
    const source = suite.data.seeds[index];
    const found = await languagesOf(cases);
    const [language, share] = found?.[0] ?? [null, 0];
    if (source === undefined || language === null || share < sourceShare) continue;
    const meant = source.language ?? null;
    if (
      language === meant ||
      (meant === null && spoken.some(([one, n]) => one === language && n >= suiteShare))
    )
      continue;
    const [common] = spoken;
    const others =
      meant === null ? `the held-out rows are in ${common?.[0]}` : `\`language: ${meant}\` stands there`;
    const isModule = 'use' in source.from;
    problems.push({
      code: 'DATA_LANGUAGE',
      message: `the seeds of ${name} are in the language ${language}, and ${others}`,
      place: { file: isModule ? file : path.join(path.dirname(file), name), line: null, column: null },
      hint: `where that is meant, write \`language: ${language}\` beside the source under \`data.seeds\``,
    });
  }
  return problems;
}

/** The languages of texts that can be told, with their shares, the commonest first; null where too few can. */
async function languagesOf(cases: readonly Case[]): Promise<readonly (readonly [string, number])[] | null> {
  const step = Math.max(1, cases.length / textsRead);
  const texts = Array.from({ length: Math.min(textsRead, cases.length) }, (_, index) => {
    const item = cases[Math.floor(index * step)];
    return item === undefined ? '' : inputText(item.input);
  });
  const counts = await languageCounts(texts);
  const told = counts.reduce((sum, [, n]) => sum + n, 0);
  return told < leastTold ? null : counts.map(([language, n]) => [language, n / told]);
}
