import { embeddedShare } from '../../curation/embedded-share.ts';
import { wholeText } from '../../curation/user-text.ts';
import { readGeneratedCases } from '../../datasets/generated-cases.ts';
import { readProbeCases } from '../../datasets/probe-cases.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { HeldoutGuard } from '../training/heldout-guard.ts';
import { guardOf } from '../training/open-training.ts';

/** An item is refused of which so many words stand in one held-out text. */
const mostEmbedded = 0.5;

/**
 * The guard of all training material, and beside it, since what a fill makes is aimed at failures: nothing that is a piece
 * of a held-out text, such as a mail that a held-out reply quotes.
 */
export function fillGuard(loaded: Pick<LoadedSuite, 'paths'>, real: RealData): HeldoutGuard {
  const guard = guardOf(loaded, real);
  const heldout = [
    ...casesOf(real.heldout),
    ...casesOf(real.probe),
    ...casesOf(real.seeds).filter(({ split }) => split !== 'train'),
    ...readGeneratedCases(loaded.paths),
    ...readProbeCases(loaded.paths),
    ...real.guarded,
  ];
  const embeddedIn = embeddedShare(heldout.map(({ input }) => wholeText(input)));
  return (item) => {
    const verdict = guard(item);
    if (verdict.status !== 'accepted') return verdict;
    const found = embeddedIn(wholeText(item.input));
    const other = found === null || found.share < mostEmbedded ? undefined : heldout[found.text];
    if (found === null || other === undefined) return verdict;
    const reason = `${other.id} is held out, and holds ${(100 * found.share).toFixed(0)} % of its words`;
    return { ...verdict, status: 'rejected', code: 'contam', reason };
  };
}
