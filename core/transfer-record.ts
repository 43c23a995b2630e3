/** What both arms of one comparison showed: a line of transfer.jsonl. Differences are candidate minus baseline. */
export interface TransferRecord {
  /** Digest of the task, scorers, judges, generators and seeds: gaps under another key say nothing of this one. */
  readonly key: string;
  /** The candidate's run, and the one that it was compared with. */
  readonly run: string;
  readonly baseline: string;
  /** When the candidate's run began. */
  readonly at: string;
  readonly real: number;
  readonly synthetic: number;
}
