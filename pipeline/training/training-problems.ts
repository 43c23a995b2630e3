import type { Problem } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { TrainingUse } from '../../core/suite.ts';
import type { ParsedSuite } from '../../suites/parse-suite.ts';
import type { Registry } from '../parts.ts';

/** What is wrong with the entries under `training`, beside their parts and the options of these. */
export function trainingProblems({ suite, locate }: ParsedSuite, registry: Registry): readonly Problem[] {
  const entries = suite.training ?? [];
  return entries.flatMap((entry, index) => {
    const at = (key?: string) => locate(['training', index, ...(key === undefined ? [] : [key])]);
    const wrong = (code: Problem['code'], key: string, message: string, hint: string): Problem => ({
      code,
      message: `\`${entry.use}\` ${message}`,
      place: at(key),
      hint,
    });
    const isMaker = registry.training.some(({ name }) => name === entry.use);
    const own = isMaker ? makerProblems(entry, wrong) : generatorProblems(entry, wrong);
    const twin = entries.findIndex((other) => isSameLot(other, entry));
    if (twin < index)
      own.push(wrong('SUITE_VALUE', 'use', 'is named twice for the same skill', 'make one entry of both'));
    return [...namedProblems(entry, suite, at), ...own, ...materialProblems(entry, isMaker, suite, wrong)];
  });
}

type Wrong = (code: Problem['code'], key: string, message: string, hint: string) => Problem;

/** Skill and edge case must be declared. */
function namedProblems(
  { skill, edgeCase }: TrainingUse,
  { skills }: ParsedSuite['suite'],
  at: (key: string) => Problem['place'],
): readonly Problem[] {
  const known = skills.filter(({ id }) => skill === null || id === skill);
  if (skill !== null && known.length === 0) {
    const hint = didYouMean(
      skill,
      skills.map(({ id }) => id),
    );
    return [{ code: 'SUITE_VALUE', message: `there is no skill \`${skill}\``, place: at('skill'), hint }];
  }
  return known
    .filter(({ edgeCases }) => edgeCase !== null && edgeCases.every(({ id }) => id !== edgeCase))
    .map(({ id, edgeCases }) => ({
      code: 'SUITE_VALUE',
      message: `the skill \`${id}\` has no edge case \`${edgeCase}\``,
      place: at('edgeCase'),
      hint: didYouMean(
        edgeCase ?? '',
        edgeCases.map((one) => one.id),
      ),
    }));
}

function makerProblems({ edgeCase, judged }: TrainingUse, wrong: Wrong): Problem[] {
  const unread = [...(edgeCase === null ? [] : ['edgeCase']), ...(judged ? [] : ['judged'])];
  return unread.map((key) =>
    wrong('PART_OPTION', key, `does not read \`${key}\``, 'it works on every seed, and no model rules on it'),
  );
}

function generatorProblems({ quota, with: options }: TrainingUse, wrong: Wrong): Problem[] {
  const problems: Problem[] = [];
  if (quota === null)
    problems.push(
      wrong('SUITE_MISSING_KEY', 'use', 'needs a `quota:`', 'write how many items are wanted for each skill'),
    );
  const from = options['from'];
  if (from === 'heldout' || from === 'accepted') {
    const hint =
      'leave `from` out: seeds with `split: train` are its parents, and nothing that was made of them';
    problems.push(wrong('PART_OPTION', 'with', `cannot make training material from: ${from}`, hint));
  }
  return problems;
}

/** Seeds are what a part that makes training material alone works on; a generator says itself what it lacks. */
function materialProblems(
  _: TrainingUse,
  isMaker: boolean,
  { data }: ParsedSuite['suite'],
  wrong: Wrong,
): readonly Problem[] {
  if (!isMaker || data.seeds.some(({ split }) => split === 'train')) return [];
  const hint =
    'write `split: train` beside a source under `data.seeds`: cases with an answer that may be trained on';
  return [
    wrong('SUITE_MISSING_KEY', 'use', 'needs seeds with `split: train`, and the suite names none', hint),
  ];
}

function isSameLot(one: TrainingUse, other: TrainingUse): boolean {
  const skills = one.skill === null || other.skill === null || one.skill === other.skill;
  return one.use === other.use && one.edgeCase === other.edgeCase && skills;
}
