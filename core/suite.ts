import type { DeclaredAttributes } from './attributes.ts';
import type { Json } from './json.ts';

/** What the target is asked to do, one shape per kind of task. */
export type Task = {
  /** What the target is told, as its first system message; judges see it too. */
  readonly instructions: string;
} & (
  | { readonly kind: 'classification'; readonly labels: readonly [string, ...string[]] }
  | { readonly kind: 'extraction'; readonly outputSchema: { readonly [key: string]: Json } | null }
  | { readonly kind: 'tool-call'; readonly tools: readonly { readonly [key: string]: Json }[] }
  | { readonly kind: 'code'; readonly language: 'python' | 'javascript' }
  | { readonly kind: 'qa' | 'summarisation' | 'chat' | 'free-form' }
);

export type TaskKind = Task['kind'];

/** A part (generator, judge, scorer, operator) named in YAML, with the options it reads. */
export interface PartRef {
  readonly use: string;
  readonly with: { readonly [key: string]: Json };
}

/** Where a model comes from. `vendor: none` and null match nothing (docs/guide: independence). */
export interface Lineage {
  readonly vendor: string | null;
  readonly family: string;
  readonly base: string | null;
  readonly teacher: string | null;
}

/** What a suite declares of a lineage: what it leaves out is filled from the table of known models. */
export interface DeclaredLineage {
  readonly vendor?: string;
  readonly family?: string;
  readonly base?: string;
  readonly teacher?: string;
}

/** A model as a suite names it: `openai:gpt-5-mini`, `module:./target.ts`, … */
/** How a language model is asked; what is left out is the provider's own. */
export interface ModelSettings {
  readonly temperature?: number;
  /** Bound on a reply. */
  readonly maxTokens?: number;
  readonly seed?: number;
}

export interface ModelUse {
  readonly use: string;
  readonly lineage: DeclaredLineage | null;
  readonly with?: ModelSettings;
  /** USD for a million tokens, as one pays them; left out: the price that is known, if any. */
  readonly price?: { readonly inputUsd: number; readonly outputUsd: number };
  /** What the provider allows, where one knows it before the provider says so. */
  readonly limit?: { readonly requestsPerMinute?: number; readonly tokensPerMinute?: number };
}

export interface Roles {
  readonly generator: readonly ModelUse[];
  readonly judges: readonly ModelUse[];
  readonly target: ModelUse | null;
  readonly baseline: ModelUse | null;
  /** Tells which texts mean the same; left out: texts are compared by their words alone. */
  readonly embedder?: string;
  /** Why a related judge is let through; printed first in every report. */
  readonly allowSharedFamily: string | null;
}

export type RowField = 'input' | 'expected' | 'id' | 'skill' | 'edgeCase' | 'cluster' | 'tags';

/** Rows of real data: a JSONL, CSV, JSON or Parquet file, or a module that exports `rows()`. */
export interface RowSource {
  readonly from: { readonly path: string } | { readonly use: string };
  /** Which field of a row holds what; a field that is not named here is read under its own name. */
  readonly map: Readonly<Partial<Record<RowField, string>>>;
  /** Constants for every row of the source. */
  readonly set: Readonly<Partial<Record<'skill' | 'edgeCase' | 'cluster', string>>> & {
    readonly tags?: readonly string[];
  };
  readonly licence: string | null;
  readonly split: 'heldout' | 'train' | 'probe';
  /** Of seeds: the ISO 639-1 code of their language, where it is meant to be another than that of the held-out rows. */
  readonly language?: string;
}

/** A text file, a folder of them, or a JSONL file of `{ id, text }`, that cases are written from. */
export interface DocumentSource {
  readonly path: string;
  readonly licence: string | null;
  readonly split: 'heldout' | 'train';
}

export interface DataSources {
  /** What `docs-qa` asks about. */
  readonly documents: readonly DocumentSource[];
  /** Scored as they are. */
  readonly heldout: readonly RowSource[];
  /** Never scored: parents of generated cases (`heldout`) or of training items (`train`). */
  readonly seeds: readonly RowSource[];
  /** What the target was or will be tuned on: rows that are there, not what is made under `Suite.training`. */
  readonly training: readonly RowSource[];
  /** Real inputs that nobody has answered yet: a generator may have a model answer them. */
  readonly unlabelled: readonly RowSource[];
  /** Kept apart for an honest comparison before and after a training round: neither scored by a run nor trained on. */
  readonly probe: readonly RowSource[];
  /** Texts that neither a case nor a training item may repeat: splits of other suites, public benchmarks. */
  readonly protected?: readonly RowSource[];
  /** Personal data is replaced in whatever cases are made of, before a model or a generated case sees it. */
  readonly redact?: boolean;
}

export type Expect = 'invariant' | 'directional' | 'exact' | 'abstain' | 'clarify' | 'refuse' | 'format';

export interface EdgeCase {
  readonly id: string;
  readonly description: string;
  readonly expect: Expect;
  /** How many accepted cases are wanted. */
  readonly quota: number;
  readonly generators: readonly PartRef[];
  /** Added to the default panel. */
  readonly judges: readonly PartRef[];
  /** May stay empty without an error. */
  readonly optional: boolean;
  /** In place of the suite's; left out: those of the suite. */
  readonly attributes?: DeclaredAttributes;
}

export interface Skill {
  readonly id: string;
  readonly description: string;
  readonly weight: number;
  readonly edgeCases: readonly EdgeCase[];
  /** Overrides the suite's scorers; null: the suite's are used. */
  readonly score: readonly PartRef[] | null;
}

/** One way to make training material of what has `split: train`: a generator, or a part that makes nothing else. */
export interface TrainingUse extends PartRef {
  /** Null: every skill. */
  readonly skill: string | null;
  /** The edge case of the skill that the inputs are to show; null: ordinary inputs. */
  readonly edgeCase: string | null;
  /** How many items are wanted for each skill; null: all that its seeds give. */
  readonly quota: number | null;
  /** Whether the models under `models.judges` rule on what a generator offers, as they do on held-out cases. */
  readonly judged: boolean;
}

export interface GatePolicy {
  /** How much worse is still "no worse", per origin, as a proportion. */
  readonly margin: { readonly real: number; readonly synthetic: number };
  /** The same beside a pinned anchor; left out: `margin`. */
  readonly anchorMargin?: { readonly real: number; readonly synthetic: number };
  readonly alphaPass: number;
  readonly alphaFail: number;
  readonly power: number;
  readonly roles: { readonly synthetic: 'gate' | 'advisory' };
  readonly minRealShare: number;
  /** Slice name → margin; these must be shown for PASS. */
  readonly critical: Readonly<Record<string, number>>;
  readonly maxMissing: number;
  readonly minHumanPairs: number;
  readonly weights: Readonly<Record<string, number>> | null;
  readonly seed: number;
  readonly sequential: 'none' | 'obf' | 'eprocess';
  readonly inconclusive: 'fail' | 'pass' | 'neutral';
}

export interface RunPolicy {
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly repeats: number;
}

export interface Budget {
  readonly usd: number | null;
  readonly requests: number | null;
}

/** A parsed suite file. Paths in it are as written: relative to the file. */
/** What a suite says in place of a prompt's texts, by the prompt's name. */
export type Rewordings = Readonly<Record<string, { readonly system?: string; readonly user?: string }>>;

export interface Suite {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly title: string;
  readonly task: Task;
  readonly data: DataSources;
  readonly models: Roles;
  readonly skills: readonly [Skill, ...Skill[]];
  readonly score: readonly [PartRef, ...PartRef[]];
  /** Tags that are slices too, beside every skill and edge case. */
  readonly slices: readonly string[];
  readonly gate: GatePolicy;
  readonly run: RunPolicy;
  readonly budget: Budget;
  /** What models that write vary cases by, in every edge case that is written by models alone. */
  readonly attributes?: DeclaredAttributes;
  /** What training material is made, and how. */
  readonly training?: readonly TrainingUse[];
  /** Wordings of the suite's own for prompts of generators. */
  readonly prompts?: Rewordings;
  readonly plugins: readonly string[];
}
