import { z } from 'zod';

const status = z.enum(['pass', 'fail', 'inconclusive']);
const origin = z.enum(['real', 'synthetic']);
const share = z.number().min(0).max(1);
const count = z.int().min(0);
const probability = share.nullable();

const lineage = z.object({
  vendor: z.string().nullable(),
  family: z.string(),
  base: z.string().nullable(),
  teacher: z.string().nullable(),
});
const target = z.object({ ref: z.string(), digest: z.string().nullable(), lineage: lineage.nullable() });

const comparison = {
  origin,
  n: count.describe('Cases with a score for both models'),
  clusters: count,
  designEffect: z.number().nullable(),
  gains: count.describe('Cases that only the candidate got right'),
  losses: count.describe('Cases that only the baseline got right'),
  missing: count.describe('Cases without a score for one of the models'),
  baseline: share.nullable(),
  candidate: share.nullable(),
  difference: z.number().nullable().describe('Candidate minus baseline'),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  level: share,
  margin: share,
  pPass: probability.describe('One-sided p of "worse by the margin or more"'),
  status,
  labels: z
    .enum(['verifiable', 'judged', 'human', 'human-and-judged'])
    .describe('What the scores rest on: rules, judges, people, or people who correct judges'),
  humanPairs: count.describe('Pairs that people labelled'),
  lambda: share.nullable().describe('Weight of judged scores beside labels of people'),
  nMore: count
    .nullable()
    .describe('More cases for the configured chance of a PASS; null: more would rarely help'),
  reason: z.string(),
};

const arm = z.object({ role: z.enum(['gate', 'advisory']), ...comparison, pFail: probability });
const slice = z.object({
  name: z.string(),
  skill: z.string().nullable(),
  edgeCase: z.string().nullable(),
  tag: z.string().nullable(),
  ...comparison,
  pValue: probability.describe('Holm-adjusted one-sided p of "no worse than the margin"'),
  critical: z.boolean().describe('Must be shown for a PASS'),
  rank: z
    .object({
      shrunk: z.number().describe('The difference, shrunk towards slices of its arm and kind'),
      pBeyondMargin: share.describe('Chance that it is worse than its margin'),
      differsFromAlike: z.boolean().describe('false: nothing shows that slices of its kind differ'),
      isLookHere: z.boolean().describe('Worse at all, Benjamini-Hochberg at 10 % over its arm'),
    })
    .nullable()
    .describe('Decides nothing; null where it has no two clusters with scores'),
});

const { origin: _, ...withoutOrigin } = comparison;
const index = z
  .object({
    role: z.enum(['gate', 'advisory']),
    ...withoutOrigin,
    pFail: probability,
    strata: z.array(z.object({ name: z.string(), share, n: count, difference: z.number().nullable() })),
  })
  .nullable()
  .describe('Mean over skills with declared shares; null where none are declared');

const classification = z.object({
  accuracy: share,
  macroF1: share,
  labels: z.array(z.string()),
  confusion: z.array(z.array(count)).describe('Rows: expected; columns: answered, and last "none"'),
});
const score = z.object({
  scorer: z.string(),
  origin,
  n: count,
  mean: share.nullable(),
  classification: classification.nullable(),
});
const lostCase = z.object({
  caseId: z.string(),
  declaredId: z.string().nullable(),
  slices: z.array(z.string()),
  input: z.string().nullable().describe('null where the case may not be copied'),
  expected: z.string().nullable(),
  candidate: z.string().nullable(),
  baseline: z.string().nullable(),
  reason: z.string(),
});
const trials = z.object({
  planned: count.describe('Always completed + errored + skipped'),
  completed: count,
  errored: count,
  skipped: count,
  unneeded: count.describe('Of the skipped: the verdict was certain before'),
  unscored: count,
  faults: z.object({ target: count, infra: count, timeout: count, budget: count }),
});

const countedShare = z.object({
  n: count,
  share: share.nullable(),
  interval: z.tuple([share, share]).nullable().describe('95 %, Wilson'),
});
/** A judge of generated cases. */
export const admissionJudgeDocument = z.object({
  judge: z.string(),
  version: z.string().describe('Settings, weights and prompts: another one is another judge'),
  answeredBy: z.string().nullable().describe('What its server called it, where that said more than its name'),
  family: z.string(),
  assesses: z.boolean().describe('false: it answered blind, and said nothing of the case itself'),
  cases: count.describe('Generated cases that it ruled on'),
  planted: count.describe('Planted errors to which it gave a usable answer'),
  caught: count,
  unusable: count.describe('Planted errors to which it gave none'),
  rate: share.nullable(),
  interval: z.tuple([share, share]).nullable().describe('95 %, Clopper-Pearson'),
  operators: z.array(z.object({ operator: z.string(), planted: count, caught: count })),
  people: z
    .object({ n: count, observed: share, kappa: z.number().nullable(), ac1: z.number().nullable() })
    .nullable()
    .describe('Agreement with people; null: nobody has labelled what it ruled on'),
});
const admissionDocument = z
  .object({
    generated: count,
    checked: count.describe('Generated cases that a model ruled on'),
    judges: z.array(admissionJudgeDocument),
  })
  .nullable()
  .describe('Who checked the generated cases; null: there are none');

const cleanDocument = z
  .object({
    trainingRows: count.describe('That were read'),
    leftOut: z.object({ real: count, synthetic: count }),
    arms: z.array(arm).describe('[] where no real case is left'),
    scores: z.array(score),
  })
  .nullable()
  .describe(
    'The figures without the cases that stand in the training rows or nearly so; decides nothing. null: a note says why',
  );

const arenaDocument = z
  .object({
    judged: count.describe('Pairs of outputs that judges ruled on'),
    plain: count.describe('Pairs that needed no judge: the same output twice, or none by one of the models'),
    unscored: count,
    judges: z.array(
      z.object({
        judge: z.string(),
        family: z.string(),
        pairs: count,
        wins: count.describe('Pairs whose candidate it prefers in both orders'),
        losses: count,
        ties: count,
        consistent: countedShare.describe('Pairs on which it says the same in both orders'),
        firstPreferred: countedShare.describe('Of the times it preferred one; .5 is no effect of the order'),
        longerPreferred: countedShare.describe('Of wins and losses between outputs of different length'),
      }),
    ),
  })
  .nullable()
  .describe('How outputs were compared; null: no skill compares any');

const changedGrade = z.object({
  caseId: z.string(),
  attempt: count,
  scorer: z.string(),
  before: share.nullable().describe('null: unscored, or not read'),
  after: share.nullable(),
});

/** The grades of a run beside those that its outputs had before; `run --regrade` prints it too. */
export const regradeDocument = z
  .object({
    of: z.string().describe('The run whose outputs were graded again'),
    outputs: count.describe('Outputs that were graded twice'),
    differ: count.describe('Outputs of which some grade differs'),
    scorers: z.array(
      z.object({
        scorer: z.string(),
        origin,
        n: count,
        before: share.nullable(),
        after: share.nullable(),
        differ: count,
      }),
    ),
    changes: z.array(changedGrade).describe('At most 20'),
  })
  .nullable()
  .describe('null: the outputs were graded once');

/**
 * The document that `test --json` and `gate --json` print and that report.json holds. Keys are only ever added, so a
 * reader should accept keys that are not listed. Proportions are 0–1, a missing number is null.
 */
export const reportDocument = z.object({
  schemaVersion: z.literal(1),
  status,
  exitCode: z.literal([0, 1, 3]),
  suite: z.object({
    id: z.string(),
    title: z.string(),
    digest: z.string(),
    file: z.string().describe('Relative to the repository that holds it'),
    lines: z.record(z.string(), z.int()).describe('Check → line of the file that declares it'),
  }),
  dataset: z.object({ version: count.nullable(), digest: z.string() }),
  run: z.string(),
  baseline: z.string(),
  target,
  baselineTarget: target,
  trials,
  checks: z.array(z.object({ name: z.string(), status, reason: z.string() })).min(1),
  arms: z.array(arm).min(1),
  slices: z.array(slice),
  gap: z
    .object({
      difference: z.number().describe('The real difference minus the synthetic one'),
      se: z.number().nullable().describe('null where labels of people correct an arm'),
      z: z.number().nullable(),
      isConflict: z.boolean().describe('synthetic-real-conflict: opposite directions, |z| beyond 1.96'),
    })
    .nullable()
    .describe('How far the arms are apart; decides nothing; null without synthetic cases'),
  transfer: z
    .object({
      runs: count.describe('Past comparisons with the same task, scorers, judges, generators and seeds'),
      needed: count,
      band: z.tuple([z.number(), z.number()]).nullable().describe('null for too few runs'),
      level: share,
      isShown: z.boolean().nullable().describe('Synthetic alone shows the real arm to be no worse'),
    })
    .nullable()
    .describe('What the real arm would show by the synthetic one; decides nothing'),
  index,
  families: z
    .array(z.object({ family: z.string(), status }))
    .describe('Where judges of several families scored: the verdict without each'),
  sequential: z
    .object({
      rule: z.enum(['obf', 'eprocess']),
      look: count,
      looks: count,
      cases: count.describe('Cases that the verdict rests on'),
      planned: count.describe('Cases of the dataset'),
      savedCalls: count.describe('Calls of the candidate that were not made'),
      isHopeless: z.boolean().describe('The rest could not have brought a verdict any more'),
    })
    .nullable()
    .describe('null where every case is looked at once'),
  anchor: z
    .object({ run: z.string(), target: z.string(), acceptedAt: z.string(), status, arms: z.array(arm) })
    .nullable()
    .describe('Beside the baseline that stays pinned; null where none is'),
  attempt: z.int().min(1).describe('1: the first run of this target on these cases'),
  lost: z.array(lostCase),
  scores: z.array(score),
  clean: cleanDocument,
  admission: admissionDocument,
  arena: arenaDocument,
  regrade: regradeDocument,
  exceptions: z.array(z.object({ reason: z.string(), judge: z.string(), other: z.string() })),
  notes: z.array(z.string()),
  spend: z.object({ usd: z.number().min(0).nullable(), requests: count, tokens: count }),
  durationMs: z.number().min(0),
  files: z.record(z.string(), z.string()).describe('Format → path of the file'),
});

/** What {@link reportDocument} describes: the schema is the only place where the keys are written down. */
export type ReportDocument = z.infer<typeof reportDocument>;
