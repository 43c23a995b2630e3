import path from 'node:path';
import { digest, shortDigest } from '../core/digest.ts';
import { fault, HeldoutError, messageOf, type Problem } from '../core/errors.ts';
import { readIfExists } from '../core/files.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import type { LoadModule } from '../core/seams.ts';
import type { Budget, Suite } from '../core/suite.ts';
import { readRounds } from '../datasets/rounds.ts';
import { type SuitePaths, suitePaths } from '../datasets/suite-paths.ts';
import { isClientRef } from '../models/clients/open-client.ts';
import { parseModelRef } from '../models/model-ref.ts';
import { unpricedModels } from '../models/prices.ts';
import { type ParsedSuite, parseSuite } from '../suites/parse-suite.ts';
import { type SkillComparer, skillComparers } from './arena/skill-comparers.ts';
import { askingRefs } from './asking-refs.ts';
import { raisesOf, withRaisedQuotas } from './filling/raised-quotas.ts';
import { checkIndependence, type Independence } from './independence.ts';
import { createLineages, type Lineages } from './lineages.ts';
import { moduleLoader } from './load-module.ts';
import { createModelSession, type ModelSession, type Recording } from './model-session.ts';
import { partProblems, type Registry, type SkillScorer, skillScorers } from './parts.ts';
import { attributeProblems } from './planning/attribute-problems.ts';
import { loadRegistry } from './plugins.ts';
import { promptProblems } from './prompt-problems.ts';
import { askingScorers, comparerProblems, scoringProblems } from './scoring-problems.ts';
import { sliceProblems } from './slice-problems.ts';
import { trainingProblems } from './training/training-problems.ts';
import { findWorkspace } from './workspace.ts';

/** A suite that has been checked as far as that goes without its data. */
export interface LoadedSuite {
  /** The suite file as it was named. */
  readonly file: string;
  /** Absolute folder of the suite file. */
  readonly folder: string;
  readonly suite: Suite;
  readonly parsed: ParsedSuite;
  /** Digest of what the suite file says; comments and order of keys do not matter, nor do quotas that fills raised. */
  readonly digest: string;
  /** Digest of what targets are told. */
  readonly taskDigest: string;
  readonly paths: SuitePaths;
  readonly workspace: string;
  readonly registry: Registry;
  readonly scorers: ReadonlyMap<string, readonly SkillScorer[]>;
  /** What compares the outputs of two runs, by skill; a skill that has one has no scorers. */
  readonly comparers: ReadonlyMap<string, SkillComparer>;
  readonly independence: Independence;
  readonly lineages: Lineages;
  readonly loadModule: LoadModule;
  /** What the models that are opened share. */
  readonly session: ModelSession;
}

/**
 * Loads a suite file: syntax, schema, parts and their options, slices, lineage and independence.
 * `maxUsd` lowers the budget of the suite. With a `recording` the answers of language models are written to a file or given from it; then close the session.
 * Throws a HeldoutError with every problem found. Reads no rows and calls no model; model files and a local Ollama are asked where their models come from.
 */
export async function loadSuite(
  file: string,
  workingFolder: string = process.cwd(),
  recording: Recording | null = null,
  maxUsd: number | null = null,
): Promise<LoadedSuite> {
  const absolute = path.resolve(workingFolder, file);
  const declared = parseSuite(readSuite(absolute, file), file);
  const folder = path.dirname(absolute);
  const workspace = findWorkspace(folder, workingFolder);
  const paths = suitePaths(folder, workspace, declared.suite.id);
  const raised = withRaisedQuotas(declared.suite, raisesOf(readRounds(paths).fills));
  const parsed = { ...declared, suite: raised };
  const loadModule = moduleLoader(workspace);
  const registry = await loadRegistry(parsed, folder, loadModule);
  const lineages = createLineages(process.env);
  const isJudged = askingScorers(parsed, registry).length > 0;
  const independence = await checkIndependence(parsed, folder, lineages, isJudged);
  const problems: Problem[] = [
    ...partProblems(parsed, registry),
    ...sliceProblems(parsed),
    ...refProblems(parsed),
    ...settingProblems(parsed),
    ...writerProblems(parsed, registry),
    ...scoringProblems(parsed, registry),
    ...comparerProblems(parsed, registry),
    ...trainingProblems(parsed, registry),
    ...attributeProblems(parsed, registry),
    ...promptProblems(parsed, registry),
    ...priceProblems(parsed, maxUsd),
    ...('problems' in independence ? independence.problems : []),
  ];
  const [first, ...rest] = problems;
  if (first !== undefined) throw new HeldoutError([first, ...rest]);
  if ('problems' in independence) throw new TypeError('a suite with problems was not refused');
  const { suite } = parsed;
  return {
    file,
    folder,
    suite,
    parsed,
    // Suites and tasks are plain data by their types; JSON has no narrower name for that.
    digest: digest(canonicalJson(declared.suite as unknown as Json)),
    taskDigest: shortDigest(canonicalJson(suite.task as unknown as Json)),
    paths,
    workspace,
    registry,
    scorers: new Map(suite.skills.map((skill) => [skill.id, skillScorers(suite, skill, registry)])),
    comparers: skillComparers(suite, registry),
    independence,
    lineages,
    loadModule,
    session: createModelSession(lowered(suite.budget, maxUsd), workspace, recording),
  };
}

function readSuite(absolute: string, file: string): string {
  const place = { file, line: null, column: null };
  let bytes: Buffer | null;
  try {
    bytes = readIfExists(absolute);
  } catch (error) {
    throw fault('SUITE_NOT_FOUND', `${file} cannot be read: ${messageOf(error)}`, { place, cause: error });
  }
  if (bytes === null) {
    const hint = '`heldout init` makes a suite to start from';
    throw fault('SUITE_NOT_FOUND', `there is no suite file ${file}`, { place, hint });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw fault('SUITE_SYNTAX', 'the file is not valid UTF-8', {
      place,
      hint: 'save it as UTF-8',
      cause: error,
    });
  }
}

/** Refs that are no refs; lineage problems speak of those that are. */
function refProblems(parsed: ParsedSuite): readonly Problem[] {
  const { baseline, generator } = parsed.suite.models;
  const problems: Problem[] = [];
  try {
    if (baseline !== null) parseModelRef(baseline.use);
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    const place = parsed.locate(['models', 'baseline']);
    problems.push(...error.problems.map((problem) => ({ ...problem, place })));
  }
  const { embedder } = parsed.suite.models;
  if (embedder !== undefined) problems.push(...embedderProblems(embedder, parsed));
  for (const [index, use] of generator.entries()) {
    if (!/^(module|command|https?):/.test(use.use)) continue;
    problems.push({
      code: 'MODEL_REF',
      message: `\`${use.use}\` cannot generate: it is a target, not a model that writes`,
      place: parsed.locate(['models', 'generator', index]),
      hint: 'name a model, such as `openai:NAME` or `ollama:NAME`',
    });
  }
  return problems;
}

function embedderProblems(embedder: string, parsed: ParsedSuite): readonly Problem[] {
  if (embedder === 'lexical') return [];
  const place = parsed.locate(['models', 'embedder']);
  try {
    if (isClientRef(parseModelRef(embedder)) && !embedder.startsWith('anthropic:')) return [];
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    return error.problems.map((problem) => ({ ...problem, place }));
  }
  const hint = 'name a model of `openai:`, `ollama:`, `openai-compatible:` or `llama-cpp:`, or `lexical`';
  return [{ code: 'MODEL_REF', message: `\`${embedder}\` gives no embeddings`, place, hint }];
}

/** A generator that asks models needs one to ask. */
function writerProblems({ suite, locate }: ParsedSuite, registry: Registry): readonly Problem[] {
  if (suite.models.generator.length > 0) return [];
  return askingRefs(suite, registry).map(({ part, at }) => ({
    code: 'SUITE_MISSING_KEY',
    message: `the generator \`${part.name}\` asks a model, and \`models.generator\` names none`,
    place: locate([...at, 'use']),
    hint: 'name one, such as `openai:NAME` or `ollama:NAME`; it must not be related to the judges',
  }));
}

/** `with`, `price` and `limit` are of language models; a target of one's own reads none of them. */
function settingProblems(parsed: ParsedSuite): readonly Problem[] {
  const { generator, judges, target, baseline } = parsed.suite.models;
  const named = [
    ...generator.map((use, index) => ({ use, at: ['models', 'generator', index] })),
    ...judges.map((use, index) => ({ use, at: ['models', 'judges', index] })),
    { use: target, at: ['models', 'target'] },
    { use: baseline, at: ['models', 'baseline'] },
  ];
  return named.flatMap(({ use, at }) =>
    use === null || !/^(module|command|https?):/.test(use.use)
      ? []
      : (['with', 'price', 'limit'] as const)
          .filter((key) => use[key] !== undefined)
          .map((key) => ({
            code: 'PART_OPTION' as const,
            message: `\`${use.use}\` does not read \`${key}\`: that is for language models`,
            place: parsed.locate([...at, key]),
            hint: 'leave it out, or let the target itself decide',
          })),
  );
}

/** A budget in USD cannot hold a model whose price nobody knows. */
function priceProblems(parsed: ParsedSuite, maxUsd: number | null): readonly Problem[] {
  const { models } = parsed.suite;
  const budget = lowered(parsed.suite.budget, maxUsd);
  const named = [...models.generator, ...models.judges, models.target, models.baseline];
  const languageModels = named.flatMap((use) =>
    use === null || /^(module|command|https?):/.test(use.use) ? [] : [use],
  );
  return unpricedModels(budget, languageModels).map((model) => ({
    code: 'PRICE_UNKNOWN',
    message: `the price of ${model} is not known, so \`${maxUsd === null ? 'budget.usd' : '--max-cost'}\` cannot hold it`,
    place: maxUsd === null ? parsed.locate(['budget', 'usd']) : null,
    hint: 'write `budget.requests` too: it bounds what the price cannot; or `price:` beside the ref',
  }));
}

/** The budget, with no more money than so much. */
function lowered(budget: Budget, maxUsd: number | null): Budget {
  return maxUsd === null ? budget : { ...budget, usd: Math.min(maxUsd, budget.usd ?? Infinity) };
}
