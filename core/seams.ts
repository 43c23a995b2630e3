import type { Attributes } from './attributes.ts';
import type {
  Candidate,
  Case,
  CaseId,
  CaseInput,
  Expected,
  ExpectedFrom,
  LoadedDocument,
  NearDuplicate,
  Ruling,
  Split,
  UnlabelledRow,
} from './case.ts';
import type { Duel } from './duel.ts';
import type { Identifier } from './identifier.ts';
import type { Json } from './json.ts';
import type { JudgePanel } from './judging.ts';
import type { ProtectedKind } from './protected-spans.ts';
import type { Random } from './random.ts';
import type { Report } from './report.ts';
import type { Reading, TargetOutput, Trial, TrialTask } from './run.ts';
import type { EdgeCase, Skill, Task } from './suite.ts';
import type { TrainingItem } from './training-item.ts';
import type { Authorship, Prompt, Writer } from './writing.ts';

/** The system under test, a baseline, or a judge that answers blind. */
export interface Target {
  /** Throws an {@link InfrastructureError} when the fault is not the target's; any other error is the target's own. */
  call(input: CaseInput, signal: AbortSignal, id?: CaseId, attempt?: number): Promise<TargetOutput>;
  /** Frees what the target holds (processes, sockets). */
  close?(): Promise<void>;
}

/** What a generator says of its own proposal, for the judges to hold it to. */
export interface Claims {
  /** What was done to the expected value; null for cases that have no parent. */
  readonly effect: 'invariant' | 'label-map' | 'unknown' | null;
  /** Kinds of protected spans that the operation may rewrite or drop. */
  readonly edits: readonly ProtectedKind[];
  /** Upper bound on the share of words that differ from the parent's; null: no bound. */
  readonly maxChangedWords: number | null;
  /** Words allowed; null: the band of the cell's seeds. */
  readonly words: { readonly min: number; readonly max: number } | 'any' | null;
  /** `any` where the text is not meant to be read as a language; else an ISO 639-1 code where it is not the cell's. */
  readonly language: 'cell' | 'any' | { readonly is: string };
  /** The text was there before: a real input that only gets an answer, a question in the suite's own words. */
  readonly asFound?: true;
  /** Values that rules drew before a model wrote a text about them: they are nobody's. Left out: none. */
  readonly drawn?: readonly string[];
  /** Of a text that says in other languages what its parent says: what it was meant to become, for judges that rate it. */
  readonly renders?: string;
}

/** What a generator offers, unsigned: the caller adds name, version, seed, cell and lineage. */
export interface Proposal {
  readonly input: CaseInput;
  readonly expected: Expected;
  readonly expectedFrom: ExpectedFrom;
  readonly tags: readonly string[];
  readonly params: Json;
  readonly parents: readonly CaseId[];
  /** Template, rule or scenario; null: the cluster of the first parent, or of the row. */
  readonly cluster: string | null;
  readonly claims: Claims;
  /** The unlabelled row or the document that this is made of: the case may be copied only where that may. */
  readonly madeOf?: Pick<UnlabelledRow, 'cluster' | 'copyable' | 'licence'>;
  /** The model that wrote it; left out: no model did. */
  readonly writtenBy?: Authorship;
}

export type ParentSource = 'seeds' | 'heldout' | 'accepted';

export interface GenerateRequest {
  readonly task: Task;
  readonly skill: Skill;
  readonly edgeCase: EdgeCase;
  /** What these cases are to be like; {} where the suite says nothing. */
  readonly attributes: Attributes;
  /** How many accepted cases are wanted; a generator may offer more, the caller stops asking. */
  readonly wanted: number;
  readonly random: Random;
  /** The models that write; null where the suite names none. */
  readonly writer: Writer | null;
  /** How many questions may be under way at a time. */
  readonly ahead: number;
  /**
   * Cases of the skill that can be parents, all of the split that is generated for; `accepted` are those of the cells
   * and generators before this one.
   */
  parents(source: ParentSource): readonly Case[];
  /** Real inputs of the skill that nobody has answered yet, in a fixed order; empty where the suite names none. */
  readonly unlabelled: readonly UnlabelledRow[];
  /** What there is to write from; [] where the suite names none. */
  readonly documents: readonly LoadedDocument[];
  /** A prompt in the words of the suite, where it has its own. */
  readonly reworded: (prompt: Prompt<string>) => Prompt<string>;
  /** Counts what was made and is not offered; the reason stands in the accounts of the cell. */
  passedOver(reason: string): void;
}

export interface Generator {
  propose(request: GenerateRequest, signal: AbortSignal): AsyncIterable<Proposal>;
}

/** What a part that makes training material is asked for. */
export interface TrainingRequest {
  readonly task: Task;
  readonly skill: Skill;
  /** Cases of the skill with a verified answer, of the training split alone, in a fixed order; at least one. */
  readonly seeds: readonly [Case, ...Case[]];
  readonly random: Random;
  /** The models that write; null where the suite names none. */
  readonly writer: Writer | null;
  /** How many questions may be under way at a time. */
  readonly ahead: number;
  /** A prompt in the words of the suite, where it has its own. */
  readonly reworded: (prompt: Prompt<string>) => Prompt<string>;
  /** Counts what gave no item; the reason stands in the accounts. */
  passedOver(reason: string): void;
  /** The score of an answer to a seed: the minimum over the scorers of the skill. */
  score(seed: Case, output: TargetOutput, signal: AbortSignal): Promise<Reading>;
}

/** What is offered to train on, unsigned: the caller adds name, version, cell, licence and lineage from the seed. */
export interface TrainingProposal extends Pick<TrainingItem, 'kind' | 'answer' | 'rationale' | 'rejected'> {
  readonly seed: Case;
  readonly params: { readonly [key: string]: Json };
  /** The model that wrote it; left out: no model did. */
  readonly writtenBy?: Authorship;
}

/** Makes something to train on out of cases whose answer is known. */
export interface TrainingMaker {
  make(request: TrainingRequest, signal: AbortSignal): AsyncIterable<TrainingProposal>;
}

export interface AdmissionContext {
  readonly task: Task;
  readonly skill: Skill;
  readonly edgeCase: EdgeCase;
  readonly claims: Claims;
  readonly cluster: string;
  readonly parents: readonly Case[];
  /** What is generated for. */
  readonly split: Split;
  /** 0.5 × the shortest to 2 × the longest of the cell's seeds, in words; null where there are none. */
  readonly wordBand: { readonly min: number; readonly max: number } | null;
  /** The letters of the cell's seed that has the fewest; null where there are no seeds. */
  readonly fewestLetters: number | null;
  /** ISO 639-1 code; null where it is not known. */
  readonly language: string | null;
  /** What the model that wrote it was told, part by part: prompts without what fills their holes, instructions, descriptions. */
  readonly told: readonly string[];
  /** The case in the set that says the same, if any; inside `cluster` only one that is the same to the letter. */
  duplicateOf(candidate: Candidate, cluster: string | null): CaseId | null;
  /** The case in the set that the candidate says nearly the same as, if any; never what it is a changed copy of. */
  nearDuplicateOf(candidate: Candidate, signal: AbortSignal): Promise<NearDuplicate | null>;
  /** Personal data and keys in what a model wrote that it was not given; empty for what no model wrote. */
  foreignIdentifiers(candidate: Candidate): Promise<readonly Identifier[]>;
  /** Null when every scorer of the case can read the expected value, else why one cannot. */
  unreadable(expected: Expected): string | null;
  /** The case's score for an answer: the minimum over its scorers. */
  score(candidate: Candidate, output: TargetOutput, signal: AbortSignal): Promise<Reading>;
}

/** Rules on candidates. */
export interface Judge {
  assess(candidate: Candidate, context: AdmissionContext, signal: AbortSignal): Promise<Ruling>;
}

/** Rules on outputs. */
export interface Scorer {
  /** Null when the scorer can read the expected value and, where it is told one, the input; else why it cannot. */
  unreadable(expected: Expected, input?: CaseInput): string | null;
  /** `panel`: the judges that a scorer with prompts asks; without one it measures nothing. */
  score(
    subject: Pick<Case, 'input' | 'expected'>,
    output: TargetOutput,
    signal: AbortSignal,
    panel?: JudgePanel,
  ): Promise<Reading>;
}

/** Rules on two outputs for one case. */
export interface Comparer {
  /** Throws the faults of the set-up, and what a judge model throws that cannot be reached. */
  compare(
    subject: Pick<Case, 'input' | 'expected'>,
    outputs: { readonly candidate: TargetOutput; readonly baseline: TargetOutput },
    signal: AbortSignal,
    panel: JudgePanel,
  ): Promise<Duel>;
}

export type Reporter = (report: Report) => string;

export interface Executor {
  /** Gives each task's trial once, in the order in which they end. Stops starting tasks when the signal aborts. */
  run(tasks: AsyncIterable<TrialTask>, signal: AbortSignal): AsyncIterable<Trial>;
}

/** Durable records, appended: what was appended before a crash is read back after it. */
export interface Store<Record> {
  append(record: Record): void;
  read(): readonly Record[];
  close(): void;
}

/** Loads a TypeScript or JavaScript module by its absolute path and gives its exports. */
export type LoadModule = (path: string) => Promise<Readonly<Record<string, unknown>>>;
