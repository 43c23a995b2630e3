import type { Attributes } from './attributes.ts';
import type { CanaryOperatorName } from './canary.ts';
import type { CaseId, Origin } from './case.ts';
import type {
  ArmGap,
  ArmResult,
  FamilyVerdict,
  GateCheck,
  GateStatus,
  IndexResult,
  SequentialResult,
  SliceResult,
} from './gate-decision.ts';
import type { TargetIdentity, TrialTally } from './run.ts';

/** Confusion of a label scorer. `null` among the answers stands for an output that named no known label. */
export interface Classification {
  readonly accuracy: number;
  /** Mean F1 over the labels that occur as expected or answered. */
  readonly macroF1: number;
  readonly labels: readonly string[];
  /** Rows: expected label; columns: answered label, and last "none". */
  readonly confusion: readonly (readonly number[])[];
}

/** Mean of one scorer over the scored cases of one origin; null where none was scored. */
export interface ScoreSummary {
  readonly scorer: string;
  readonly origin: Origin;
  readonly n: number;
  readonly mean: number | null;
  readonly classification: Classification | null;
}

export interface Spend {
  /** null where a price is unknown. */
  readonly usd: number | null;
  readonly requests: number;
  readonly tokens: number;
}

/** Candidates of one cell: what was wanted and what became of them. */
export interface CellCount {
  readonly skill: string;
  readonly edgeCase: string;
  readonly target: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly undecided: number;
  /** Reject code → count, and `exhausted` where no candidates were left. */
  readonly reasons: Readonly<Record<string, number>>;
  /** What the planner varies the cases by, and how far each is; empty where it varies nothing. */
  readonly variants: readonly VariantCount[];
  /** Pairs of values of two attributes that the plan holds, of those that there are; null without attributes. */
  readonly pairs: { readonly planned: number; readonly all: number } | null;
}

export interface VariantCount {
  readonly attributes: Attributes;
  readonly target: number;
  readonly accepted: number;
}

/** A related judge that was let through on purpose. */
export interface IndependenceException {
  readonly reason: string;
  readonly judge: string;
  readonly other: string;
}

/** A case that the baseline gets right and the candidate does not. */
export interface LostCase {
  readonly caseId: CaseId;
  readonly declaredId: string | null;
  readonly slices: readonly string[];
  /** null where the case may not be copied. */
  readonly input: string | null;
  readonly expected: string | null;
  readonly candidate: string | null;
  readonly baseline: string | null;
  readonly reason: string;
}

/** A share with its 95 % interval (Wilson); null where nothing was counted. */
export interface CountedShare {
  readonly n: number;
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
}

/** What one judge said of pairs of outputs, which it was shown in both orders. */
export interface ArenaJudge {
  readonly judge: string;
  readonly family: string;
  readonly pairs: number;
  /** Pairs whose candidate it prefers in both orders, whose baseline it does, and the rest. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Pairs on which it says the same in both orders. */
  readonly consistent: CountedShare;
  /** Of the times it preferred one, those in which that came first; .5 where the order does not matter. */
  readonly firstPreferred: CountedShare;
  /** Of the wins and losses between outputs of different length, those of the longer one: a longer one may be better. */
  readonly longerPreferred: CountedShare;
}

/** How a judge and people agree about the same items. */
export interface PeopleAgreement {
  readonly n: number;
  /** Share of the items about which they say the same. */
  readonly observed: number;
  readonly kappa: number | null;
  readonly ac1: number | null;
}

/** A model that ruled on generated cases, and what its word was measured to be worth. */
export interface AdmissionJudge {
  /** Its ref. */
  readonly judge: string;
  readonly version: string;
  /** What its server called it, where that said more. */
  readonly answeredBy: string | null;
  readonly family: string;
  /** false: it answered blind, and said nothing of the case itself. */
  readonly assesses: boolean;
  /** Generated cases that it ruled on. */
  readonly cases: number;
  /** Errors that were planted among its candidates, without those to which it gave no usable answer. */
  readonly planted: number;
  readonly caught: number;
  readonly unusable: number;
  /** caught / planted, with its Clopper-Pearson interval at 95 %; null where nothing was planted. */
  readonly rate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly operators: readonly CaughtByOperator[];
  /** null: no person has labelled what it ruled on. */
  readonly people: PeopleAgreement | null;
}

/** Planted errors of one kind. */
export interface CaughtByOperator {
  readonly operator: CanaryOperatorName;
  readonly planted: number;
  readonly caught: number;
}

/** Who checked the generated cases. */
export interface AdmissionSummary {
  /** Generated cases of the set, and those that a model ruled on. */
  readonly generated: number;
  readonly checked: number;
  readonly judges: readonly AdmissionJudge[];
}

/** How the outputs of two runs were compared. */
export interface ArenaSummary {
  /** Pairs that judges ruled on, and those that needed none: the same output twice, or none by one of the models. */
  readonly judged: number;
  readonly plain: number;
  readonly unscored: number;
  readonly judges: readonly ArenaJudge[];
}

/** Grades of one scorer on one origin, as they were and as they are. */
export interface RegradedScorer {
  readonly scorer: string;
  readonly origin: Origin;
  /** Readings on both sides, or on the one that has them. */
  readonly n: number;
  /** Means of the readings that are scores; null where there is none. */
  readonly before: number | null;
  readonly after: number | null;
  /** Readings that are not what they were. */
  readonly differ: number;
}

/** A reading that is not what it was; null: unscored, or not read. */
export interface ChangedGrade {
  readonly caseId: CaseId;
  readonly attempt: number;
  readonly scorer: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** The grades of a run beside those that its outputs had before. */
export interface Regrade {
  /** The run that was graded again. */
  readonly of: string;
  /** Outputs that were graded twice, and those of which some grade differs. */
  readonly outputs: number;
  readonly differ: number;
  readonly scorers: readonly RegradedScorer[];
  /** At most 20. */
  readonly changes: readonly ChangedGrade[];
}

/** The figures without the cases that stand in the training rows or nearly so. It decides nothing. */
export interface CleanSubset {
  /** Training rows that were read. */
  readonly trainingRows: number;
  readonly leftOut: Readonly<Record<Origin, number>>;
  /** [] where every real case is left out; the same as all cases where none is. */
  readonly arms: readonly ArmResult[];
  readonly scores: readonly ScoreSummary[];
}

/** What past comparisons that had both arms say of synthetic cases alone (statistics.md §2.5); it decides nothing. */
export interface TransferHistory {
  /** Past comparisons with the same task, scorers, judges, generators and seeds; this one is not among them. */
  readonly runs: number;
  /** How many it takes to say anything. */
  readonly needed: number;
  /** What the real arm would show by the synthetic one, at this level; null for too few runs. */
  readonly band: readonly [number, number] | null;
  readonly level: number;
  /** Whether the synthetic arm alone shows the real one to be no worse than its margin; null for too few runs. */
  readonly isShown: boolean | null;
}

/** The suite that was gated, and where a reader finds what decided. */
export interface ReportedSuite {
  readonly id: string;
  readonly title: string;
  readonly digest: string;
  /** Relative to the repository that holds it; where none does, as it was named. */
  readonly file: string;
  /** Check → line of the file that declares it, 1-based. */
  readonly lines: Readonly<Record<string, number>>;
}

/** What the candidate is worth beside the baseline that stays pinned. */
export interface AnchorResult {
  readonly run: string;
  readonly target: string;
  readonly acceptedAt: string;
  readonly status: GateStatus;
  readonly arms: readonly ArmResult[];
}

/** Everything that a reporter renders. Reporters compute nothing: what is printed is what the gate used. */
export interface Report {
  readonly schemaVersion: 1;
  readonly status: GateStatus;
  readonly exitCode: 0 | 1 | 3;
  readonly suite: ReportedSuite;
  readonly dataset: { readonly version: number | null; readonly digest: string };
  readonly run: string;
  readonly baseline: string;
  readonly target: TargetIdentity;
  readonly baselineTarget: TargetIdentity;
  readonly exceptions: readonly IndependenceException[];
  /** What a reader must know before the numbers: thin cells, `synthetic-heavy`, advisory arms, stand-ins. */
  readonly notes: readonly string[];
  readonly trials: TrialTally;
  readonly scores: readonly ScoreSummary[];
  readonly checks: readonly [GateCheck, ...GateCheck[]];
  readonly arms: readonly [ArmResult, ...ArmResult[]];
  readonly slices: readonly SliceResult[];
  /** null without synthetic cases. */
  readonly gap: ArmGap | null;
  /** null without synthetic cases. */
  readonly transfer: TransferHistory | null;
  readonly index: IndexResult | null;
  /** Where judges of several families scored: the verdict without each. */
  readonly families: readonly FamilyVerdict[];
  /** null where every case is looked at once. */
  /** Left out: no anchor is pinned. */
  readonly anchor?: AnchorResult;
  /** 1: the first run of this target on these cases; left out: 1. */
  readonly attempt?: number;
  readonly sequential: SequentialResult | null;
  /** At most 20, of failing slices first. */
  readonly lost: readonly LostCase[];
  /** Left out: the set has no generated case. */
  readonly admission?: AdmissionSummary;
  /** Left out: it is not known which cases stand in the training rows; a note says why. */
  readonly clean?: CleanSubset;
  /** Left out: no skill compares outputs. */
  readonly arena?: ArenaSummary;
  /** Left out: the run's outputs were graded once. */
  readonly regrade?: Regrade;
  readonly spend: Spend;
  readonly durationMs: number;
  /** Format → path of the file. */
  readonly files: Readonly<Record<string, string>>;
}
