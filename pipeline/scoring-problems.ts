import type { Problem } from '../core/errors.ts';
import type { PartRef } from '../core/suite.ts';
import { isClientRef } from '../models/clients/open-client.ts';
import { parseModelRef } from '../models/model-ref.ts';
import type { ParsedSuite } from '../suites/parse-suite.ts';
import type { YamlPath } from '../suites/yaml-source.ts';
import { type Registry, scoringPartsOf } from './parts.ts';

/** The scorers of a suite that ask judge models, with where they are named. */
export function askingScorers(
  { suite }: ParsedSuite,
  registry: Registry,
): readonly { readonly use: string; readonly at: YamlPath }[] {
  const known = scoringPartsOf(registry);
  const asking = new Set(known.filter(({ prompts }) => prompts !== undefined).map(({ name }) => name));
  const named = (refs: readonly PartRef[], at: YamlPath) =>
    refs.flatMap(({ use }, index) => (asking.has(use) ? [{ use, at: [...at, index, 'use'] }] : []));
  return [
    ...named(suite.score, ['score']),
    ...suite.skills.flatMap(({ score }, s) => named(score ?? [], ['skills', s, 'score'])),
  ];
}

/** What compares outputs gives a case its score alone: beside a scorer a case would have two. */
export function comparerProblems(
  { suite, locate }: ParsedSuite,
  { comparers }: Registry,
): readonly Problem[] {
  const compared = new Set(comparers.map(({ name }) => name));
  const beside = (refs: readonly PartRef[], at: YamlPath) =>
    refs.flatMap(({ use }, index) =>
      refs.length > 1 && compared.has(use)
        ? {
            code: 'SUITE_VALUE' as const,
            message: `\`${use}\` compares two outputs and cannot stand beside scorers of one`,
            place: locate([...at, index, 'use']),
            hint: 'let it stand alone under `score` of a skill, or in a suite of its own over the same rows',
          }
        : [],
    );
  return [
    ...beside(suite.score, ['score']),
    ...suite.skills.flatMap(({ score }, s) => beside(score ?? [], ['skills', s, 'score'])),
  ];
}

/** A scorer that asks judge models needs one to ask, and a model of one's own cannot be asked questions. */
export function scoringProblems(parsed: ParsedSuite, registry: Registry): readonly Problem[] {
  const { judges } = parsed.suite.models;
  if (judges.some(({ use }) => isLanguageModel(use))) return [];
  const others =
    judges.length === 0
      ? '`models.judges` names none'
      : `${judges.map(({ use }) => `\`${use}\``).join(', ')} under \`models.judges\` can only answer cases, not questions`;
  return askingScorers(parsed, registry).map(({ use, at }) => ({
    code: judges.length === 0 ? 'SUITE_MISSING_KEY' : 'MODEL_REF',
    message: `the scorer \`${use}\` asks a language model, and ${others}`,
    place: parsed.locate(at),
    hint: 'name one under `models.judges`, such as `openai:NAME` or `ollama:NAME`; it must not be related to the target',
  }));
}

function isLanguageModel(use: string): boolean {
  try {
    return isClientRef(parseModelRef(use));
  } catch {
    return true; // no ref at all: that is told where lineages are looked up
  }
}
