import type { Duel, DuelVote } from '../../core/duel.ts';
import { groupBy } from '../../core/group-by.ts';
import type { ArenaJudge, ArenaSummary, CountedShare } from '../../core/report.ts';
import { wilson } from '../../stats/wilson.ts';

const confidence = 0.95;

/** How pairs were compared: what each judge said, how firm it is, and what order and length have to do with it. */
export function summariseDuels(duels: readonly Duel[]): ArenaSummary {
  const compared = duels.flatMap((duel) => (duel.status === 'compared' ? [duel] : []));
  const judged = compared.filter(({ votes }) => votes.length > 0);
  const byJudge = groupBy(
    judged.flatMap(({ votes }) => votes),
    ({ judge }) => judge,
  );
  return {
    judged: judged.length,
    plain: compared.length - judged.length,
    unscored: duels.length - compared.length,
    judges: [...byJudge].map(([judge, votes]) => judgeSummary(judge, votes)),
  };
}

function judgeSummary(judge: string, votes: readonly DuelVote[]): ArenaJudge {
  const count = (isMeant: (vote: DuelVote) => boolean) => votes.filter(isMeant).length;
  const [wins, losses] = [
    count(({ difference }) => difference === 1),
    count(({ difference }) => difference === -1),
  ];
  const first = votes.flatMap(({ preferred: [one, other] }) => [
    ...(one === 'tie' ? [] : [one === 'candidate']),
    ...(other === 'tie' ? [] : [other === 'baseline']),
  ]);
  const longer = votes.flatMap(({ difference, candidateIsLonger }) =>
    difference === 0 || candidateIsLonger === null ? [] : [candidateIsLonger === (difference === 1)],
  );
  return {
    judge,
    family: votes[0]?.family ?? '',
    pairs: votes.length,
    wins,
    losses,
    ties: votes.length - wins - losses,
    consistent: counted(votes.map(({ preferred: [one, other] }) => one === other)),
    firstPreferred: counted(first),
    longerPreferred: counted(longer),
  };
}

function counted(all: readonly boolean[]): CountedShare {
  const [hits, n] = [all.filter((hit) => hit).length, all.length];
  return { n, share: n === 0 ? null : hits / n, interval: wilson(hits, n, confidence) };
}
