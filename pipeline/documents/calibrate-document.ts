import { z } from 'zod';
import type { Calibration } from '../calibrate.ts';
import type { JudgeReport } from '../calibration/judge-reports.ts';
import { stratumDocument } from './review-document.ts';
import { spendDocument } from './shapes.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const interval = z.tuple([z.number(), z.number()]).describe('95 %');
const rate = z.object({ rate: share, n: count, interval }).nullable();

const people = z
  .object({
    n: count.describe('Items that two or more people spoke of'),
    people: count,
    alpha: z.number().nullable(),
    pairs: z.array(
      z.object({
        one: z.string(),
        other: z.string(),
        n: count,
        observed: share,
        kappa: z.number().nullable(),
        ac1: z.number(),
      }),
    ),
  })
  .nullable();

const agreement = {
  n: count,
  confusion: z
    .array(z.array(count))
    .describe('Rows: people say right, wrong; columns: the judge says right, wrong'),
  observed: share.describe('Share of items on which both say the same'),
  kappa: z
    .object({ kappa: z.number(), interval })
    .nullable()
    .describe('null: one of them says one thing throughout'),
  ac1: z.number(),
  alpha: z.number().nullable(),
  sensitivity: rate.describe('Of what people call right, the share that the judge calls right'),
  specificity: rate.describe('Of what people call wrong, the share that the judge calls wrong'),
  informedness: z.number().nullable().describe('Sensitivity + specificity − 1'),
  probabilities: z.object({ brier: z.number(), calibrationError: z.number() }).nullable(),
  warnings: z.array(z.enum(['few-right', 'few-wrong', 'kappa', 'informedness', 'uninformative'])),
};
const judge = z.object({
  about: z.enum(['case', 'output']),
  judge: z.string(),
  version: z.string(),
  ...agreement,
  drawn: count.describe(
    'Items that were drawn at random; the others were chosen by what judges said of them',
  ),
  models: z.array(z.object({ model: z.string(), isOwn: z.boolean(), ...agreement })),
});

const effect = z.object({ estimate: z.number(), interval, clusters: count }).nullable();
const bias = z.object({
  judge: z.string(),
  version: z.string(),
  own: count.describe('Labelled answers of its own family'),
  others: count,
  selfPreference: z.object({ overrating: effect, ofRight: effect, ofWrong: effect, ofOwnErrors: effect }),
  beyondConsensus: effect.describe('Without labels; null with fewer than three families of judges'),
  position: z.object({ effect, consistency: rate }),
  length: effect.describe('Of judge minus people, for a standard deviation of length'),
  failed: z.array(z.enum(['overrating', 'ofWrong', 'ofOwnErrors', 'beyondConsensus', 'position'])),
});

/** What `calibrate --json` prints. */
export const calibrateDocument = z.object({
  schemaVersion: z.literal(1),
  labels: z.object({
    cases: count,
    outputs: count,
    people: z.array(z.string()),
    blind: share.nullable(),
    ofCases: people,
    ofOutputs: people,
  }),
  strata: z.array(stratumDocument),
  rightCases: z
    .object({ cases: count, labels: count, estimate: share, interval })
    .nullable()
    .describe('Share of the cases that judges let in that people would call right, by active labels'),
  judges: z.array(judge),
  rates: z.array(
    z.object({
      run: z.string(),
      model: z.string(),
      origin: z.enum(['real', 'synthetic']),
      method: z.enum(['ppi', 'active', 'labels', 'rogan-gladen', 'none']),
      judged: share.describe('As the scorers see it'),
      n: count,
      labels: count,
      estimate: share.nullable().describe('As people would give it'),
      interval: interval.nullable(),
      warnings: agreement.warnings,
    }),
  ),
  canaries: z.array(
    z.object({
      judge: z.string(),
      version: z.string(),
      measure: z.enum(['answer', 'assessment', 'rule']),
      planted: count,
      caught: count,
      unusable: count,
      interval: interval.nullable(),
    }),
  ),
  bias: z.array(bias),
  drift: z.array(
    z.object({
      about: z.enum(['case', 'output']),
      judge: z.string(),
      from: z.string(),
      to: z.string(),
      at: z.string(),
      n: count,
      flipped: count,
      agreedBefore: count,
      agreedNow: count,
      pValue: share,
    }),
  ),
  spend: spendDocument,
});

/** The document of a calibration. */
export function toCalibrateDocument(found: Calibration): z.input<typeof calibrateDocument> {
  const document = {
    schemaVersion: 1,
    ...found,
    strata: found.strata.map(({ sample, population: _, ...rest }) => ({ ...rest, sample: sample.length })),
    judges: found.judges.map(({ lineage: _, ...rest }: JudgeReport) => rest),
  };
  // What is stored and what is published have the same shape; reading it by the schema leaves out what is not published.
  return calibrateDocument.parse(document);
}
