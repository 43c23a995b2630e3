import { z } from 'zod';
import { setGateNames, setGateStatuses } from '../../core/set-gate.ts';
import type { LoggedVersion } from '../version-history.ts';
import { changeDocument } from './diff-document.ts';
import { setDocument } from './set-document.ts';

const source = z.object({
  name: z.string(),
  licence: z.string().nullable(),
  digest: z.string(),
  n: z.int().describe('Cases that are its rows, or descend from them'),
});

const figures = z.object({
  gates: z
    .array(
      z.object({
        gate: z.enum(setGateNames),
        status: z.enum(setGateStatuses),
        reasons: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  diversity: z
    .object({
      n: z.int(),
      tokens: z.int(),
      measures: z
        .array(z.object({ name: z.string(), real: z.number(), synthetic: z.number(), limit: z.number() }))
        .readonly(),
    })
    .nullable(),
  shift: setDocument.shape.shift.unwrap().omit({ telling: true }).nullable(),
});

/** What `log --json` prints. */
export const logDocument = z.object({
  schemaVersion: z.literal(1),
  versions: z
    .array(
      z.object({
        schemaVersion: z.literal(1),
        version: z.int(),
        suite: z.string(),
        canary: z.string().exactOptional().describe('A comment with the GUID of the version'),
        digest: z.string(),
        counts: z.object({ real: z.int(), synthetic: z.int(), clusters: z.int() }),
        cells: z
          .array(
            z.object({
              skill: z.string(),
              edgeCase: z.string().nullable(),
              origin: z.enum(['real', 'synthetic']),
              n: z.int(),
            }),
          )
          .readonly(),
        sources: z.array(source).readonly(),
        judges: z.array(z.string()).readonly().describe('Who admitted the synthetic cases'),
        local: z.object({ seed: z.number(), count: z.int(), digest: z.string() }).nullable(),
        parent: z.object({ version: z.int(), digest: z.string() }).nullable().exactOptional(),
        parents: z
          .array(source)
          .readonly()
          .exactOptional()
          .describe('Sources that synthetic cases descend from'),
        set: figures.exactOptional().describe('What was measured of the set as a whole'),
        change: changeDocument.nullable().describe('From the version before; null: it is the first'),
        isBaseline: z.boolean().describe('The accepted baseline was run on it'),
      }),
    )
    .readonly()
    .describe('Oldest first'),
});

/** The document for the versions of a suite: without the lines of their cases. */
export function toLogDocument(versions: readonly LoggedVersion[]): z.output<typeof logDocument> {
  return {
    schemaVersion: 1,
    versions: versions.map(({ manifest: { cases: _, elsewhere: _rows, ...manifest }, ...logged }) => ({
      ...manifest,
      ...logged,
    })),
  };
}
