import type { Reject } from '../../core/case.ts';
import type { Panel } from './panel.ts';

/**
 * Whether a candidate was refused before, for a reason that asking again would not change. What models said counts only
 * where it was this panel: a new judge is not held to what an old one said, nor the old one's silence against it.
 */
export function isDecided(before: Reject | undefined, { voters, tieBreaker }: Panel): boolean {
  if (before === undefined || before.code === 'judge-unusable' || before.code === 'judge-unreliable')
    return false;
  if (before.code === 'human') return true;
  const asked = before.verdicts.filter(({ lineage }) => lineage !== null);
  if (asked.length === 0) return true;
  const current = [...voters, ...(tieBreaker === null ? [] : [tieBreaker])];
  const isAmong = (judge: Panel['voters'][number]) =>
    asked.some(({ by, version }) => by === judge.name && version === judge.version);
  const isCurrent = asked.every(({ by, version }) =>
    current.some((judge) => by === judge.name && version === judge.version),
  );
  const couldBeSettled = before.code === 'judges-split' && tieBreaker !== null && !isAmong(tieBreaker);
  return isCurrent && voters.every(isAmong) && !couldBeSettled;
}
