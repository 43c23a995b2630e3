import { counted } from '../core/counted.ts';
import type { ArenaJudge, ArenaSummary, CountedShare } from '../core/report.ts';

/** How outputs were compared: the pairs in one sentence, and one for each judge. Names are as they came. */
export function arenaWords({ judged, plain, unscored, judges }: ArenaSummary): {
  readonly pairs: string;
  readonly judges: readonly { readonly name: string; readonly words: string }[];
} {
  const rest = [
    ...(plain > 0 ? [`${plain} needed no judge`] : []),
    ...(unscored > 0 ? [`${unscored} unscored`] : []),
  ];
  return {
    pairs: [`${counted(judged, 'pair')} of outputs judged, in both orders`, ...rest].join('; '),
    judges: judges.map((one) => ({ name: one.judge, words: judgeWords(one) })),
  };
}

function judgeWords({ wins, ties, losses, ...judge }: ArenaJudge): string {
  const tally = `${counted(wins, 'win')}, ${counted(ties, 'tie')}, ${counted(losses, 'loss', 'losses')}`;
  return [
    tally,
    `the same in both orders ${shareWords(judge.consistent)}`,
    `the first one preferred ${shareWords(judge.firstPreferred)}, where 50 % is no effect of the order`,
    `the longer one ${shareWords(judge.longerPreferred)}`,
  ].join('; ');
}

function shareWords({ n, share, interval }: CountedShare): string {
  if (share === null || interval === null) return 'not measured';
  const [low, high] = interval.map((bound) => (100 * bound).toFixed(0));
  return `${(100 * share).toFixed(0)} % of ${n} (95 % interval ${low} to ${high})`;
}
