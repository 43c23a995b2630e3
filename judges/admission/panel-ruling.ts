import type { Ruling, Verdict } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import { refOfJudge } from '../../core/judging.ts';

/**
 * What votes come to. An even number must agree; of an odd number, one of which broke a tie, more than half decide. Votes
 * that could not be used leave the case undecided where they could have turned it. Split votes are for people to settle.
 * An objection that does not decide, to a computed case say, stays on record by its code.
 */
export function panelRuling(votes: readonly [Verdict, ...Verdict[]]): Ruling {
  const [first, ...others] = votes;
  if (others.length === 0) return rulingAlone(first);
  const usable = votes.filter(({ code }) => code !== 'judge-unusable');
  const wanted = votes.length % 2 === 0 ? votes.length : (votes.length + 1) / 2;
  const byStatus = groupBy(usable, ({ status }) => status);
  const [decided] = [...byStatus].filter(([, agreeing]) => agreeing.length >= wanted);
  const told = `${votes.length} judges: ${votes.map(saidBy).join(', ')}`;
  if (decided !== undefined) {
    const [status, agreeing] = decided;
    return { status, code: agreeing.find(({ code }) => code !== null)?.code ?? null, reason: told };
  }
  // Nobody is for it, so no vote that is missing could have let it in.
  const [against] = usable;
  if (against !== undefined && byStatus.size === 1 && against.status !== 'accepted')
    return { status: against.status, code: against.code, reason: told };
  const code = byStatus.size > 1 ? 'judges-split' : 'judge-unusable';
  return { status: 'undecided', code, reason: told };
}

/** Whether one more vote could settle what these leave open. */
export function isOpen(votes: readonly [Verdict, ...Verdict[]]): boolean {
  const { code } = panelRuling(votes);
  return code === 'judges-split' || code === 'judge-unusable';
}

/** What the panel would have said without each family; empty where only one voted. */
export function withoutFamilies(votes: readonly Verdict[]): NonNullable<Verdict['withoutFamily']> {
  const families = [...new Set(votes.flatMap(({ lineage }) => lineage?.family ?? []))].sort();
  if (families.length < 2) return {};
  const without = families.map((family) => {
    const [first, ...rest] = votes.filter(({ lineage }) => lineage?.family !== family);
    return [family, first === undefined ? 'undecided' : panelRuling([first, ...rest]).status] as const;
  });
  return Object.fromEntries(without);
}

function rulingAlone({ status, code, reason }: Verdict): Ruling {
  return { status, code, reason };
}

function saidBy({ by, code }: Verdict): string {
  return `${refOfJudge(by)} ${code === null ? 'agrees' : code}`;
}
