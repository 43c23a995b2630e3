import type { ArmResult } from '../../core/gate-decision.ts';
import type { Spend } from '../../core/report.ts';

/** Distances to the closest real record, 0 to 0.9. */
export interface Distances {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
}

/** What the gate says of one target on the real records and on their stand-ins. */
export interface VerdictAgreement {
  readonly target: string;
  readonly baseline: string;
  readonly n: number;
  readonly originals: Outcome;
  readonly standIns: Outcome;
  readonly agrees: boolean;
}

type Outcome = Pick<ArmResult, 'status' | 'candidate' | 'baseline' | 'difference' | 'interval'>;

/** Why a record has no stand-in. */
export type LeftOut =
  | 'reply' // the model gave nothing of use
  | 'answer-lost' // a value that is expected does not stand in it
  | 'identifier' // it holds an identifier that is no surrogate, or one of a real record
  | 'words' // it shares eight words in a row with a real record
  | 'near' // it is nearer to a real record than real ones are to each other
  | 'repeated' // it says the same as another stand-in
  | 'judge'; // a judge does not come to the same answer

/** How far stand-ins are from the records in whose place they stand. Everything is measured on what is written. */
export interface StandInReport {
  readonly suite: { readonly id: string; readonly title: string };
  readonly seed: number;
  /** Who wrote them; empty: rules alone. */
  readonly writers: readonly string[];
  /** Who came to the same answer blind; empty: nobody was asked. */
  readonly judges: readonly string[];
  readonly records: number;
  readonly standIns: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly identifiers: {
    /** In the real records, by type. */
    readonly found: Readonly<Record<string, number>>;
    /** In the stand-ins: those that are no surrogates, and those of real records. */
    readonly left: number;
  };
  /** Stand-ins that share eight words in a row with a real record. */
  readonly sharedWords: number;
  readonly distance: {
    /** Between real held-out records; no stand-in is nearer to one than their 5th percentile. */
    readonly real: Distances;
    readonly standIns: Distances;
  };
  /** Null where no target was named. */
  readonly verdict: VerdictAgreement | null;
  readonly notes: readonly string[];
  readonly spend: Spend;
}
