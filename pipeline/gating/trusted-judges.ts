import type { Origin } from '../../core/case.ts';
import { HeldoutError, type Problem } from '../../core/errors.ts';
import { humanScores } from '../../core/label.ts';
import type { RunHeader, TargetIdentity } from '../../core/run.ts';
import { shellWord } from '../../core/shell-word.ts';
import { readLabels } from '../../datasets/labels.ts';
import { relation } from '../../models/lineage.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import type { Arena } from '../arena/compare-runs.ts';
import { answeredRuns } from '../calibration/answered-runs.ts';
import { type BiasName, type BiasReport, biasAudit } from '../calibration/bias-audit.ts';
import { type JudgedPairs, judgedPairs } from '../calibration/judged-pairs.ts';
import { outputVotes, scorerVersions } from '../calibration/output-votes.ts';
import { labelledPairs } from '../labelling/labelled-pairs.ts';
import { answersOfBaseline } from '../labelling/open-outputs.ts';
import { runAnswers } from '../labelling/run-answers.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { languageJudges } from '../running/fits.ts';

/** The two runs that are compared, and the pairs that judges were shown. */
interface Compared {
  readonly candidate: RunRecord;
  readonly baseline: RunHeader;
  readonly arena: Arena | null;
}

/**
 * Throws JUDGE_BIASED where a judge that scores cannot be trusted to compare these two models, unless people have labelled
 * enough of their answers: it is of the family of one of them and not of the other, or what is known of it from labels and
 * pairs shows that it favours its own family, or a place, by more than the gate can put up with.
 */
export function requireTrustedJudges(loaded: LoadedSuite, data: LoadedDataset, compared: Compared): void {
  const { candidate, baseline, arena } = compared;
  const judges = candidate.header.judges ?? (arena === null ? [] : languageJudges(loaded));
  if (judges.length === 0) return;
  const doubts = [
    ...judges.flatMap((judge) => kinDoubt(judge, candidate.header.target, baseline.target)),
    ...biasDoubts(loaded, data, compared),
  ];
  if (doubts.length === 0) return;
  const open = unlabelledArms(loaded, data, compared);
  const problems = open.length === 0 ? [] : doubts.map((doubt) => problemOf(doubt, loaded, candidate, open));
  const [first, ...rest] = problems;
  if (first !== undefined) throw new HeldoutError([first, ...rest]);
}

/** A judge that is kin to one of the two and not to the other would have to be fair to a stranger. */
function kinDoubt(
  { ref, lineage }: TargetIdentity,
  candidate: TargetIdentity,
  baseline: TargetIdentity,
): readonly string[] {
  if (lineage === null) return [];
  const sharedWith = (other: TargetIdentity) =>
    other.lineage === null ? null : relation(lineage, other.lineage);
  const [one, two] = [sharedWith(candidate), sharedWith(baseline)];
  if ((one === null) === (two === null)) return [];
  const [kin, stranger, shared] = one === null ? [baseline, candidate, two] : [candidate, baseline, one];
  return [`the judge ${ref} is related to ${kin.ref} and not to ${stranger.ref}: they share ${shared}`];
}

const noPairs: JudgedPairs = { voted: [], swapped: new Map() };

function biasDoubts(
  loaded: LoadedSuite,
  { dataset }: LoadedDataset,
  { candidate, arena }: Compared,
): readonly string[] {
  const { margin } = loaded.suite.gate;
  const labels = readLabels(loaded.paths);
  // Without labels and without pairs there is nothing that could show a bias.
  if (labels.every(({ about }) => about === 'case') && arena === null) return [];
  const runs = answeredRuns(loaded);
  const lineages = new Map(languageJudges(loaded).map(({ ref, lineage }) => [ref, lineage]));
  const all = judgedPairs(loaded, runs, dataset.cases, (judge) => lineages.get(judge) ?? null);
  // What other judges said of pairs, or these while they were used otherwise, bears on no verdict now.
  const pairs =
    arena === null
      ? noPairs
      : { ...all, swapped: new Map([...all.swapped].filter(([judge]) => lineages.has(judge))) };
  const versions = new Set(scorerVersions(candidate.header));
  const judges = outputVotes(runs, dataset.cases, humanScores(labels)).filter(({ version }) =>
    versions.has(version),
  );
  return biasAudit(judges, pairs, Math.min(margin.real, margin.synthetic)).flatMap(doubtsOf);
}

const words: Readonly<Record<BiasName, string>> = {
  overrating: 'overrates answers of its own family',
  ofWrong: 'lets wrong answers of its own family pass more often',
  ofOwnErrors: 'lets its own family pass where both err',
  beyondConsensus: 'lets its own family win more often than the other judges do',
  position: 'goes by the place of an answer',
};

function doubtsOf({
  judge,
  failed,
  selfPreference,
  beyondConsensus,
  position,
}: BiasReport): readonly string[] {
  const effects = { ...selfPreference, beyondConsensus, position: position.effect };
  return failed.map((name) => {
    const effect = effects[name];
    const [low, high] = effect?.interval ?? [0, 0];
    const shown = [effect?.estimate ?? 0, low, high].map((value) => value.toFixed(3));
    return `the judge ${judge} ${words[name]}: ${shown[0]} (95 % interval ${shown[1]} to ${shown[2]})`;
  });
}

/** Arms that gate, and of which people have not labelled enough pairs to do without the judge's word alone. */
function unlabelledArms(
  loaded: LoadedSuite,
  { dataset }: LoadedDataset,
  { candidate, baseline }: Compared,
): readonly { readonly origin: Origin; readonly pairs: number }[] {
  const { minHumanPairs, roles } = loaded.suite.gate;
  const gating = roles.synthetic === 'gate' ? (['real', 'synthetic'] as const) : (['real'] as const);
  const labels = readLabels(loaded.paths);
  const answers = { candidate: runAnswers(candidate), baseline: answersOfBaseline(loaded, baseline.id) };
  return gating.flatMap((origin) => {
    const cases = dataset.cases.filter((item) => item.origin === origin);
    const pairs = labelledPairs(loaded.suite.id, cases, labels, answers).length;
    return cases.length === 0 || pairs >= minHumanPairs ? [] : [{ origin, pairs }];
  });
}

function problemOf(
  message: string,
  { file, suite }: LoadedSuite,
  { header }: RunRecord,
  open: ReturnType<typeof unlabelledArms>,
): Problem {
  const { minHumanPairs } = suite.gate;
  const missing = open.map(
    ({ origin, pairs }) => `${pairs} of ${minHumanPairs} ${origin} pairs are labelled`,
  );
  return {
    code: 'JUDGE_BIASED',
    message: `${message}; ${missing.join(', ')}`,
    place: null,
    hint: `take a judge of another family, or label answers: \`heldout review ${shellWord(file)} --run ${header.id} --sample ${minHumanPairs}\``,
  };
}
