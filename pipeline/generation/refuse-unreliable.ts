import { type CanaryResult, type JudgeIdentity, judgeKey, signerOf } from '../../core/canary.ts';
import type { Case, Reject, Verdict } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import { HeldoutError, type Problem } from '../../core/errors.ts';
import { refOfJudge } from '../../core/judging.ts';
import { leastCatchRate, type Unreliable, unreliableJudges } from '../../judges/admission/catch-rate.ts';
import { asReject } from '../labelling/standing.ts';
import type { CasePool } from './case-pool.ts';
import type { ModelJudge } from './panel.ts';

/**
 * Where a judge of this panel surely catches too few of the planted errors, every candidate that it ruled on becomes
 * undecided, accepted or not, and JUDGE_UNRELIABLE is thrown: none of its word can be believed. Nothing is lost: with
 * another judge the same candidates are ruled on again.
 */
export function refuseUnreliable(
  pool: CasePool,
  results: readonly CanaryResult[],
  judges: readonly ModelJudge[],
): void {
  const current = new Set(judges.map(({ name, version }) => `${name}\n${version}`));
  const found = unreliableJudges(results).filter(
    ({ judge, measure }) => measure === 'rule' || current.has(`${judge.by}\n${judge.version}`),
  );
  const problems = found.map((one) => problemOf(one, takenBack(pool, one)));
  const [first, ...rest] = problems;
  if (first !== undefined) throw new HeldoutError([first, ...rest]);
}

/** How many candidates became undecided. */
function takenBack(pool: CasePool, unreliable: Unreliable): number {
  const key = judgeKey(unreliable.judge);
  const isBy = ({ verdicts }: Case | Reject) =>
    verdicts.some((verdict) => judgeKey(signerOf(verdict)) === key && verdict.code !== 'judge-unusable');
  const own = [...pool.accepted.values(), ...pool.rejects.values()].filter(isBy);
  const verdict: Verdict = {
    status: 'undecided',
    code: 'judge-unreliable',
    reason: caughtWords(unreliable),
    by: 'canaries',
    version: '1',
    lineage: null,
  };
  for (const item of own) {
    const kept = item.verdicts.filter(({ by }) => by !== verdict.by);
    pool.reject({ ...asReject({ ...item, verdicts: kept }, verdict), code: 'judge-unreliable' });
  }
  return own.length;
}

function problemOf(unreliable: Unreliable, n: number): Problem {
  const file = 'canaries.jsonl holds what became of each';
  const taken =
    n === 0
      ? ''
      : `; ${counted(n, 'candidate that it ruled on is', 'candidates that it ruled on are')} undecided`;
  return {
    code: 'JUDGE_UNRELIABLE',
    message: `${caughtWords(unreliable)}${taken}`,
    place: null,
    hint:
      unreliable.measure === 'rule'
        ? `a rule of the panel must refuse copies of cases; ${file}`
        : `take another judge under \`models.judges\`, or word its \`prompts:\` otherwise, and generate again; ${file}`,
  };
}

function caughtWords({ judge, caught, planted, interval, measure }: Unreliable): string {
  const upper = interval === null ? '' : `, at most ${(100 * interval[1]).toFixed(0)} % (95 % interval)`;
  const what = {
    answer: 'planted errors that a right answer shows',
    assessment: 'planted errors that looking at the case shows',
    rule: 'planted copies',
  }[measure];
  return `${nameOf(judge)} caught ${caught} of ${planted} ${what}${upper}, where ${100 * leastCatchRate} % are wanted`;
}

function nameOf({ by }: JudgeIdentity): string {
  return by === 'rules' ? 'the rules' : `the judge ${refOfJudge(by)}`;
}
