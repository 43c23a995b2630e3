import type { CaseId, CaseInput } from './case.ts';
import type { Json } from './json.ts';
import type { Lineage } from './suite.ts';

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}
export interface ToolCall {
  readonly name: string;
  readonly arguments: Json;
}
/** What the system under test gives back. */
export interface TargetOutput {
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly usage?: Usage;
}

/** What one judge model said of an output. */
export interface Vote {
  /** The model's name. */
  readonly judge: string;
  /** The model as the server names what answered; left out where that is the name that was asked for. */
  readonly answeredBy?: string;
  readonly family: string;
  /** 0–1; 1 is right. */
  readonly value: number;
  readonly reason: string;
}

/** What a scorer read in an output. `unscored` is not a score of 0: nothing was measured. */
export type Reading =
  | {
      readonly status: 'scored';
      /** 0–1; 1 is right. */
      readonly value: number;
      readonly reason: string;
      /** What the scorer took for the answer (a label, a number), where it takes one. */
      readonly answer: string | null;
      /** Where judge models were asked: the vote of each; the value is their mean. */
      readonly votes?: readonly Vote[];
    }
  | { readonly status: 'unscored'; readonly reason: string };

export type ScorerReading = Reading & { readonly scorer: string };

/** Whose fault an errored trial is: the target's and a timeout score 0, infrastructure and budget are missing. */
export type TrialFault = 'target' | 'infra' | 'timeout' | 'budget';

/** One attempt of the target at one case, as the journal keeps it. */
export type Trial =
  | {
      readonly status: 'completed';
      readonly caseId: CaseId;
      /** 0-based repeat. */
      readonly attempt: number;
      readonly output: TargetOutput;
      readonly scores: readonly ScorerReading[];
      readonly durationMs: number;
    }
  | {
      readonly status: 'errored';
      readonly caseId: CaseId;
      readonly attempt: number;
      readonly kind: TrialFault;
      readonly message: string;
      readonly durationMs: number;
    };

export interface TrialTask {
  readonly caseId: CaseId;
  readonly attempt: number;
  /** The task's instructions as a first system message, then the case's own messages. */
  readonly input: CaseInput;
}

/** `probe`: on the cases that a fill made and the probe rows, not on the dataset; no gate decides on it. */
export type RunRole = 'candidate' | 'baseline' | 'probe';

/** A part as it was when it was used: a change of any field makes scores incomparable. */
export interface PartIdentity {
  readonly name: string;
  readonly version: string;
  /** Digest of the options. */
  readonly options: string;
  /** Digests of the prompts that it asks judges with, by their names; left out: it asks none. */
  readonly prompts?: Readonly<Record<string, string>>;
}

export interface TargetIdentity {
  /** The ref, with paths relative to the suite's folder. */
  readonly ref: string;
  /** Digest of the module's own files; null where the target's content cannot be seen. */
  readonly digest: string | null;
  /** The weights behind the name, as their server tells them; left out: it does not, or it could not be asked. */
  readonly weights?: string;
  readonly lineage: Lineage | null;
}

/** One of `count` parts that a run is dealt out to; `index` is 1-based. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Written whole before the first trial. */
export interface RunHeader {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly role: RunRole;
  readonly suite: { readonly id: string; readonly digest: string };
  /** Digest of the task: what targets are told. */
  readonly task: string;
  readonly dataset: { readonly id: string; readonly version: number | null; readonly digest: string };
  readonly target: TargetIdentity;
  /** Scorers by skill, as the suite resolves them. */
  readonly scorers: Readonly<Record<string, readonly PartIdentity[]>>;
  /** The models that scored, told as targets are; left out: no scorer asks any. */
  readonly judges?: readonly TargetIdentity[];
  /** The run whose outputs these are, graded again; left out: the target was called. */
  readonly regradeOf?: string;
  /** The part of the dataset whose cases these are; left out: all of it. */
  readonly shard?: Shard;
  /** The runs of all shards that this one was put together from; left out: the target was called. */
  readonly mergedFrom?: readonly string[];
  /** The rule of its looks and the seed of the order of its cases, fixed before the first call; left out: it has one look, at the end. */
  readonly looks?: { readonly rule: 'obf' | 'eprocess'; readonly seed: number };
  readonly repeats: number;
  /** Cases (of its shard) × repeats. */
  readonly planned: number;
  readonly startedAt: string;
  readonly versions: { readonly heldout: string; readonly node: string };
}

/** planned = completed + errored + skipped, always. */
export interface TrialTally {
  readonly planned: number;
  readonly completed: number;
  readonly errored: number;
  /** Never started: budget, interrupt, or not needed. */
  readonly skipped: number;
  /** Of the skipped: not needed, because the verdict was certain before. */
  readonly unneeded: number;
  /** Completed trials in which some scorer gave no reading. */
  readonly unscored: number;
  /** Errored trials by whose fault it was. */
  readonly faults: Readonly<Record<TrialFault, number>>;
}
