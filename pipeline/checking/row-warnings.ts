import type { Case } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import { groupBy } from '../../core/group-by.ts';
import { assembleDataset, inputDigest } from '../../datasets/dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { caseName } from './case-name.ts';

/** What is odd about the real rows, though nothing in them is wrong. */
export function rowWarnings(
  { suite }: LoadedSuite,
  heldout: readonly Case[],
  sharedWithTraining: ReadonlySet<string>,
): readonly string[] {
  return [
    ...equalRows(suite.id, heldout),
    ...conflicts(heldout),
    ...emptyTags(suite.slices, heldout),
    ...sharedClusters(sharedWithTraining),
  ];
}

function equalRows(id: string, heldout: readonly Case[]): readonly string[] {
  const { equalRows: found } = assembleDataset(id, heldout, []);
  return found.length === 0
    ? []
    : [
        `${counted(found.length, 'held-out row equals', 'held-out rows equal')} another: the first of each is scored`,
      ];
}

function conflicts(heldout: readonly Case[]): readonly string[] {
  const groups = [...groupBy(heldout, inputDigest).values()];
  const split = groups.filter((group) => new Set(group.map((item) => item.id)).size > 1);
  const [first] = split.map((group) => group.map(caseName).slice(0, 3).join(', '));
  if (first === undefined) return [];
  return [`${split.length} inputs are expected to give two different answers, such as ${first}`];
}

function emptyTags(tags: readonly string[], heldout: readonly Case[]): readonly string[] {
  const seen = new Set(heldout.flatMap((item) => item.tags));
  const empty = tags.filter((tag) => !seen.has(tag));
  return empty.length === 0 ? [] : [`no held-out row carries ${empty.map((tag) => `#${tag}`).join(', ')}`];
}

/** A cluster that a source declares lies in one split, also where its texts differ. */
function sharedClusters(shared: ReadonlySet<string>): readonly string[] {
  return shared.size === 0
    ? []
    : [
        `${counted(shared.size, 'cluster of held-out rows has', 'clusters of held-out rows have')} rows in the training data too`,
      ];
}
