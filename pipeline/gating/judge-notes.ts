import type { LoadedSuite } from '../load-suite.ts';
import { asksJudges } from '../parts.ts';
import { languageJudges } from '../running/fits.ts';
import type { ScoredRun } from './scored-run.ts';

/** What a reader must know of scores that judge models gave: that they did, and where one of them was several. */
export function judgeNotes(
  loaded: LoadedSuite,
  runs: { readonly candidate: ScoredRun; readonly baseline: ScoredRun },
): readonly string[] {
  const asking = [
    ...[...loaded.scorers.values()].flat().filter(asksJudges),
    ...loaded.comparers.values(),
  ].map(({ identity }) => identity.name);
  if (asking.length === 0) return [];
  const judges = languageJudges(loaded).map(({ ref }) => ref);
  const rated = `judge-rated: ${[...new Set(asking)].join(', ')} by ${judges.join(', ')}; this is what these models hold right, not what people would say`;
  return [rated, ...manyVersions(runs)];
}

/** A name may stand for another model tomorrow: a difference between the runs may then be the judge's. */
function manyVersions({
  candidate,
  baseline,
}: {
  readonly candidate: ScoredRun;
  readonly baseline: ScoredRun;
}): readonly string[] {
  const judges = new Set([...candidate.answeredBy.keys(), ...baseline.answeredBy.keys()]);
  return [...judges].flatMap((judge) => {
    const names = new Set(
      [candidate, baseline].flatMap(({ answeredBy }) => [...(answeredBy.get(judge) ?? [])]),
    );
    if (names.size < 2) return [];
    return [
      `the judge ${judge} answered as ${[...names].sort().join(' and as ')}: name one version, and grade both runs again (\`heldout run SUITE --regrade ID --no-cache\`)`,
    ];
  });
}
