import { type Candidate, type Case, inputText, type Split } from '../../core/case.ts';
import type { AdmissionContext } from '../../core/seams.ts';
import { ownWords, reworded } from '../../core/writing.ts';
import { commonLanguage } from '../../judges/admission/detect-language.ts';
import { countLetters, countWords } from '../../judges/admission/length.ts';
import { lowestReading } from '../../runner/lowest-reading.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { unreadable } from '../parts.ts';
import type { CellPlan } from '../planning/plan-cells.ts';
import type { CasePool } from './case-pool.ts';
import { foreignIdentifiers } from './foreign-identifiers.ts';
import type { SignedProposal } from './sign-proposal.ts';

const textsRead = 50;

/**
 * What the judges are told beside a candidate. The band of words and the language come from the skill's seeds of the
 * split that is generated for, or from its held-out rows where it has none.
 */
export async function admissionContexts(
  loaded: LoadedSuite,
  real: RealData,
  pool: CasePool,
): Promise<(plan: CellPlan, signed: SignedProposal) => AdmissionContext> {
  const { suite, scorers, registry } = loaded;
  const foreign = foreignIdentifiers(loaded, real);
  const texts = new Map(suite.skills.map((skill) => [skill.id, anchorTexts(skill.id, pool.split, real)]));
  const bands = new Map([...texts].map(([skill, own]) => [skill, wordBand(own)]));
  const letters = new Map(
    [...texts].map(([skill, own]) => [skill, own.length === 0 ? null : Math.min(...own.map(countLetters))]),
  );
  const languages = new Map<string, string | null>();
  const prompts = new Map(
    registry.generators.map(({ name, prompts = [] }) => [
      name,
      prompts.flatMap((prompt) => ownWords(reworded(prompt, suite.prompts ?? {}))),
    ]),
  );
  const promptsOf = ({ provenance }: Candidate) =>
    provenance.kind === 'generated' ? (prompts.get(provenance.by) ?? []) : [];
  for (const [skill, own] of texts) languages.set(skill, await commonLanguage(own.slice(0, textsRead)));
  return ({ skill, edgeCase }, { candidate, id, cluster, parents, claims }) => {
    const own = scorers.get(skill.id) ?? [];
    return {
      task: suite.task,
      skill,
      edgeCase,
      claims,
      cluster,
      parents,
      split: pool.split,
      wordBand: bands.get(skill.id) ?? null,
      fewestLetters: letters.get(skill.id) ?? null,
      language: languages.get(skill.id) ?? null,
      told: [suite.task.instructions, skill.description, edgeCase.description, ...promptsOf(candidate)],
      duplicateOf: (candidate, from) => pool.duplicateOf(candidate, from),
      nearDuplicateOf: (other, signal) => pool.nearDuplicateOf({ ...other, id, cluster }, signal),
      foreignIdentifiers: (candidate) => foreign(candidate, { parents, cluster, claims }),
      unreadable: (expected) => unreadable(own, expected),
      score: (candidate, output, signal) => lowestReading(own, candidate, output, signal),
    };
  };
}

function anchorTexts(
  skill: string,
  split: Split,
  real: Pick<RealData, 'heldout' | 'seeds'>,
): readonly string[] {
  const ofSkill = (cases: readonly Case[]) => cases.filter((item) => item.cell.skill === skill);
  const seeds = ofSkill(casesOf(real.seeds)).filter((seed) => seed.split === split);
  return (seeds.length > 0 ? seeds : ofSkill(casesOf(real.heldout))).map((item) => inputText(item.input));
}

function wordBand(texts: readonly string[]): AdmissionContext['wordBand'] {
  if (texts.length === 0) return null;
  const words = texts.map(countWords);
  return { min: Math.floor(Math.min(...words) / 2), max: 2 * Math.max(...words) };
}
