import { counted } from '../core/counted.ts';
import type { SequentialResult } from '../core/gate-decision.ts';

/** How far a gate that looks before the end has gone, and what that saved; a sentence. */
export function sequentialWords(result: SequentialResult): string {
  const { rule, look, looks, cases, planned, savedCalls, isHopeless } = result;
  const where = rule === 'obf' ? `look ${look} of ${looks}` : `${look} of ${looks} steps`;
  const seen = `${rule}: decided at ${where}, on ${cases} of ${planned} cases`;
  const saved = savedCalls > 0 ? `; ${counted(savedCalls, 'call')} saved` : '';
  return `${seen}${saved}${isHopeless ? '; the rest could not have brought a verdict' : ''}`;
}
