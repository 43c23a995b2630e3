import type { z } from 'zod';
import type { CaseInput, Expected } from '../core/case.ts';
import { shortDigest } from '../core/digest.ts';
import { fault, HeldoutError, type Problem } from '../core/errors.ts';
import { canonicalJson } from '../core/json.ts';
import { didYouMean } from '../core/nearest.ts';
import type { ComparerPart, GeneratorPart, JudgePart, ScorerPart, TrainingPart } from '../core/parts.ts';
import type { PartIdentity } from '../core/run.ts';
import type { Scorer } from '../core/seams.ts';
import type { ModelUse, PartRef, Rewordings, Skill, Suite } from '../core/suite.ts';
import { type Prompt, promptDigest, reworded } from '../core/writing.ts';
import { generators, trainingParts } from '../generators/index.ts';
import { standInPrompt } from '../generators/prompts/stand-in.ts';
import { judges } from '../judges/admission/index.ts';
import { admissionPrompts } from '../judges/admission/prompts/index.ts';
import { sameQuestionPrompt } from '../judges/prompts/same-question.ts';
import { weakSkillPrompt } from '../judges/prompts/weak-skill.ts';
import { comparers, scorers } from '../judges/scoring/index.ts';
import type { NamedScorer } from '../runner/perform-trial.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';
import { schemaProblems } from '../suites/schema-problems.ts';
import type { YamlPath } from '../suites/yaml-source.ts';

type AnyPart = GeneratorPart | JudgePart | ScorerPart | ComparerPart | TrainingPart;

/** Every part that a suite can name: those that are shipped and those of its plugins. */
export interface Registry {
  readonly generators: readonly GeneratorPart[];
  readonly judges: readonly JudgePart[];
  readonly scorers: readonly ScorerPart[];
  /** Parts that compare two outputs; named where scorers are. */
  readonly comparers: readonly ComparerPart[];
  /** Parts that make training material and nothing else. */
  readonly training: readonly TrainingPart[];
}

/** The parts that are shipped. */
export const shippedParts: Registry = { generators, judges, scorers, comparers, training: trainingParts };

const codes = { unknownKey: 'PART_OPTION', missingKey: 'PART_OPTION', value: 'PART_OPTION' } as const;

/** Finds every part that the suite names and checks its options. Gives every problem with its place. */
export function partProblems(parsed: ParsedSuite, registry: Registry): readonly Problem[] {
  const { suite } = parsed;
  const check = (refs: readonly PartRef[], known: readonly AnyPart[], kind: string, at: YamlPath) =>
    refs.flatMap((ref, index) => refProblems(parsed, ref, known, kind, [...at, index]));
  return [
    ...check(suite.score, scoringPartsOf(registry), 'scorer', ['score']),
    ...check(suite.training ?? [], trainingPartsOf(registry), 'generator', ['training']),
    ...suite.skills.flatMap((skill, s) => [
      ...check(skill.score ?? [], scoringPartsOf(registry), 'scorer', ['skills', s, 'score']),
      ...skill.edgeCases.flatMap((edgeCase, e) => {
        const at = ['skills', s, 'edgeCases', e];
        return [
          ...check(edgeCase.generators, registry.generators, 'generator', [...at, 'generators']),
          ...check(edgeCase.judges, registry.judges, 'judge', [...at, 'judges']),
        ];
      }),
    ]),
  ];
}

function refProblems(
  parsed: ParsedSuite,
  ref: PartRef,
  known: readonly AnyPart[],
  kind: string,
  at: YamlPath,
): readonly Problem[] {
  const part = known.find((candidate) => candidate.name === ref.use);
  if (part === undefined) {
    const hint = didYouMean(
      ref.use,
      known.map((candidate) => candidate.name),
    );
    const place = parsed.locate([...at, 'use']);
    return [{ code: 'UNKNOWN_PART', message: `there is no ${kind} named \`${ref.use}\``, place, hint }];
  }
  const result = part.options.safeParse(ref.with);
  if (!result.success)
    return schemaProblems(parsed.source, part.options, result.error.issues, codes, [...at, 'with']);
  return creationProblems(() => part.create(ref.with, { task: parsed.suite.task }), parsed, at);
}

/** Some options can only be judged by making the part, such as a JSON Schema that does not compile. */
function creationProblems(create: () => unknown, parsed: ParsedSuite, at: YamlPath): readonly Problem[] {
  try {
    create();
    return [];
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    return error.problems.map((problem) => ({
      ...problem,
      place: problem.place ?? parsed.locate([...at, 'with']),
    }));
  }
}

/** What can stand under `training`. */
export function trainingPartsOf({
  training,
  generators,
}: Registry): readonly (TrainingPart | GeneratorPart)[] {
  return [...training, ...generators];
}

/** What can stand under `score`. */
export function scoringPartsOf({ scorers, comparers }: Registry): readonly (ScorerPart | ComparerPart)[] {
  return [...scorers, ...comparers];
}

/** A scorer as a skill uses it. */
export interface SkillScorer extends NamedScorer {
  readonly identity: PartIdentity;
}

/**
 * The scorers of a skill; what compares outputs is none. Two of one name are told apart by their number: `regex`,
 * `regex#2`.
 */
export function skillScorers(suite: Suite, skill: Skill, registry: Registry): readonly SkillScorer[] {
  const compared = new Set(registry.comparers.map(({ name }) => name));
  const refs = (skill.score ?? suite.score).filter(({ use }) => !compared.has(use));
  return refs.map((ref, index) => {
    const part = findPart(registry.scorers, ref);
    const earlier = refs.slice(0, index).filter((other) => other.use === ref.use).length;
    return {
      name: earlier === 0 ? ref.use : `${ref.use}#${earlier + 1}`,
      scorer: part.create(ref.with, { task: suite.task }),
      identity: identityOf(part, ref, suite),
    };
  });
}

/** A scorer or comparer as it is used now. */
export function identityOf(part: ScorerPart | ComparerPart, ref: PartRef, suite: Suite): PartIdentity {
  const { name, version, prompts } = part;
  const asked = prompts === undefined ? {} : { prompts: promptDigests(prompts, suite.prompts ?? {}) };
  return { name, version, options: shortDigest(canonicalJson(ref.with)), ...asked };
}

function promptDigests(
  prompts: readonly Prompt<string>[],
  own: Rewordings,
): Readonly<Record<string, string>> {
  return Object.fromEntries(prompts.map((prompt) => [prompt.name, promptDigest(reworded(prompt, own))]));
}

/** Whether a scorer asks the judge models of the suite. */
export function asksJudges({ identity }: SkillScorer): boolean {
  return identity.prompts !== undefined;
}

/** Who asks models, and with which prompts. */
interface Asking {
  readonly name: string;
  readonly prompts?: readonly Prompt<string>[];
}

/**
 * The generators, scorers and admission judges of a suite, each once, and the commands that ask its models; a name that
 * is none is told elsewhere.
 */
export function askingParts(suite: Suite, registry: Registry): readonly Asking[] {
  const generating = [
    ...suite.skills.flatMap(({ edgeCases }) => edgeCases.flatMap((one) => one.generators)),
    ...(suite.training ?? []),
  ];
  const scoring = [...suite.score, ...suite.skills.flatMap(({ score }) => score ?? [])];
  const named = (refs: readonly PartRef[]) => new Set(refs.map(({ use }) => use));
  const [writers, readers] = [named(generating), named(scoring)];
  return [
    ...trainingPartsOf(registry).filter(({ name }) => writers.has(name)),
    ...scoringPartsOf(registry).filter(({ name }) => readers.has(name)),
    ...(suite.models.judges.some(asksQuestions)
      ? [
          { name: 'judges', prompts: admissionPrompts },
          { name: 'check', prompts: [sameQuestionPrompt] },
          { name: 'gaps', prompts: [weakSkillPrompt] },
        ]
      : []),
    ...(suite.models.generator.length > 0 ? [{ name: 'stand-ins', prompts: [standInPrompt] }] : []),
  ];
}

/** A judge that is no language model answers blind, and is asked nothing else; a ref that is none is told elsewhere. */
function asksQuestions({ use }: ModelUse): boolean {
  return !/^(module|command|https?):/.test(use.trim());
}

/** The part that a ref names. Refs of a loaded suite are known to exist. */
export function findPart<Part extends { readonly name: string; readonly options: z.ZodType }>(
  parts: readonly Part[],
  ref: PartRef,
): Part {
  const part = parts.find((candidate) => candidate.name === ref.use);
  if (part === undefined) throw fault('UNKNOWN_PART', `there is no part named \`${ref.use}\``);
  return part;
}

/** Null when every scorer can read the expected value, and the input where it is told, else which cannot and why. */
export function unreadable(
  scorersOfSkill: readonly { name: string; scorer: Scorer }[],
  expected: Expected,
  input?: CaseInput,
): string | null {
  for (const { name, scorer } of scorersOfSkill) {
    const reason = scorer.unreadable(expected, input);
    if (reason !== null) return `the scorer \`${name}\` ${reason}`;
  }
  return null;
}
