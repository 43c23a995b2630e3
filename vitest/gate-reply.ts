import type { Report } from '../core/report.ts';

/** What a test process is asked to gate. */
export interface GateRequest {
  readonly suiteFile: string;
  readonly target: string | null;
  readonly timeoutMs: number;
  /** A finished run of the same target on the same cases is decided on, and the target is not called again. */
  readonly reuse: boolean;
}

/** What came of it. */
export type GateReply =
  | { readonly kind: 'decided'; readonly report: Report }
  | { readonly kind: 'fault'; readonly words: string };
