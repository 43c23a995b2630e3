export type { Case, CaseInput, Expected, Origin } from './core/case.ts';
export type { Duel, DuelVote } from './core/duel.ts';
export { HeldoutError, type Place, type Problem } from './core/errors.ts';
export type { GateDecision, GateStatus } from './core/gate-decision.ts';
export type { Answer, JudgeModel, JudgePanel, Question } from './core/judging.ts';
export {
  type ComparerPart,
  definePart,
  type GeneratorPart,
  type JudgePart,
  noOptions,
  type PartContext,
  type ScorerPart,
  type TrainingPart,
} from './core/parts.ts';
export type { Report } from './core/report.ts';
export type { Reading, TargetOutput, Trial, Vote } from './core/run.ts';
export type {
  AdmissionContext,
  Comparer,
  GenerateRequest,
  Generator,
  Judge,
  Proposal,
  Scorer,
  Target,
  TrainingMaker,
  TrainingProposal,
  TrainingRequest,
} from './core/seams.ts';
export type { Suite } from './core/suite.ts';
export type { TrainingItem } from './core/training-item.ts';
export { type CalibrateOptions, type Calibration, calibrate } from './pipeline/calibrate.ts';
export { type Checked, check } from './pipeline/check.ts';
export { type Exported, type ExportOptions, exportSuite } from './pipeline/export.ts';
export { type Filled, type FillOptions, fill } from './pipeline/fill.ts';
export { type AskingGapsOptions, type Gaps, type GapsOptions, gaps } from './pipeline/gaps.ts';
export { type GateOptions, gate } from './pipeline/gate.ts';
export { type Generated, type GenerateOptions, generate } from './pipeline/generate.ts';
export { generateTraining, type TrainingGenerated } from './pipeline/generate-training.ts';
export { type Imported, type ImportOptions, importFile } from './pipeline/import.ts';
export { labelOf, type ReviewItem, type ReviewWord } from './pipeline/labelling/review-item.ts';
export { type LoadedSuite, loadSuite } from './pipeline/load-suite.ts';
export { type Merged, type MergeOptions, merge } from './pipeline/merge.ts';
export { type Mutated, type MutateOptions, mutate } from './pipeline/mutate.ts';
export { type PlanOptions, plan, type SuitePlan } from './pipeline/plan.ts';
export { type RegradeOptions, regrade } from './pipeline/regrade.ts';
export { writeReport as report } from './pipeline/report.ts';
export {
  applyReview,
  type ReviewOptions,
  type ReviewQueue,
  recordLabel,
  reviewQueue,
} from './pipeline/review.ts';
export { type Round, type RoundOptions, round } from './pipeline/round.ts';
export { type Run, type RunOptions, run } from './pipeline/run.ts';
export { type AaRun, runTwice } from './pipeline/run-twice.ts';
export { type TestOptions, test } from './pipeline/test.ts';
export { type TestedShard, testShard } from './pipeline/test-shard.ts';
