import type { CaseId, Origin } from './case.ts';

/**
 * Items that active selection drew to be labelled, each for itself with its own probability: a line of drawings.jsonl.
 * It holds whether or not they are labelled in the end, since an estimate needs every one of them.
 */
export interface Drawing {
  readonly about: 'case' | 'output';
  /** The run whose outputs were drawn; null for cases. */
  readonly run: string | null;
  /** Real and synthetic are drawn from apart. */
  readonly origin: Origin;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** How many items were meant to be drawn. */
  readonly budget: number;
  /** What was drawn from: how many items, and their digest. */
  readonly size: number;
  readonly population: string;
  readonly items: readonly {
    readonly caseId: CaseId;
    /** See `outputDigest`; null for a case. */
    readonly output: string | null;
    /** Probability with which it was drawn. */
    readonly pi: number;
  }[];
}
