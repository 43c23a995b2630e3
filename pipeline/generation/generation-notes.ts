import type { CaseId } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import { type LocalManifest, readLocalManifest } from '../../datasets/generated-cases.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { CasePool } from './case-pool.ts';

/** What a reader must know of what was generated. `before` is local.json as it was; `barred` are real cases that are no parents. */
export function generationNotes(
  loaded: LoadedSuite,
  made: {
    readonly before: LocalManifest | null;
    readonly pool: CasePool;
    readonly barred: ReadonlySet<CaseId>;
  },
): readonly string[] {
  return [
    ...replacedLocalPart(loaded, made.before),
    ...unjudged(loaded, made.pool),
    ...barredNotes(made.barred),
    ...semanticNotes(loaded, made.pool),
  ];
}

function replacedLocalPart({ paths }: LoadedSuite, before: LocalManifest | null): readonly string[] {
  if (before === null || readLocalManifest(paths)?.digest === before.digest) return [];
  return [
    'the local part came out different: local.json was replaced, and a baseline of the old set no longer fits',
  ];
}

function semanticNotes({ suite }: LoadedSuite, pool: CasePool): readonly string[] {
  const limits = pool.semanticLimits();
  if (limits === null) return [];
  const { always, alike, n } = limits;
  const measured =
    n === 0 ? 'usual limits, too few real texts to measure them' : `measured on ${counted(n, 'real text')}`;
  return [
    `two texts are one for ${suite.models.embedder} from a cosine of ${always.toFixed(2)} on, ${alike.toFixed(2)} in one cell with one expected value (${measured})`,
  ];
}

function barredNotes(barred: ReadonlySet<CaseId>): readonly string[] {
  if (barred.size === 0) return [];
  return [
    `${counted(barred.size, 'held-out row or seed stands', 'held-out rows or seeds stand')} in the training rows or in protected ones: no case is made of them`,
  ];
}

function unjudged({ suite }: LoadedSuite, pool: CasePool): readonly string[] {
  if (suite.models.judges.length > 0 || pool.accepted.size === 0) return [];
  return [
    `no judge is set under \`models.judges\`: ${counted(pool.accepted.size, 'generated case counts', 'generated cases count')} as unjudged`,
  ];
}
