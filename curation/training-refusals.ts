import type { Case, CaseId, CaseInput } from '../core/case.ts';
import { contaminationFlag, flagWords } from './contamination-flag.ts';
import { ContaminationScan, type RowHit } from './contamination-scan.ts';
import { type Kinship, LineageGraph, type LineageItem } from './lineage-graph.ts';
import { plainText } from './plain-text.ts';
import { wordHashes } from './text-grams.ts';
import { overlappingTexts, wholeText } from './user-text.ts';

/** What may become training material: a case, or a training item with its answer. */
export type Trainable = Omit<LineageItem, 'split'> &
  Pick<Case, 'input'> & {
    /** Left out: `train`. */
    readonly split?: Case['split'];
    readonly answer?: string;
  };

/** A case of the suite, of either side. */
export type KnownCase = LineageItem & Pick<Case, 'input'>;

/** Why an item may not be trained on. */
export interface TrainingRefusal {
  readonly code: 'lineage' | 'contam';
  /** The protected case that it is related to or overlaps with. */
  readonly other: CaseId;
  readonly reason: string;
}

const words: Readonly<Record<Kinship['relation'], string>> = {
  itself: 'it is held out itself',
  ancestor: 'it descends from the held-out case',
  descendant: 'it is a parent of the held-out case',
  sibling: 'it has a parent in common with the held-out case',
  'cluster-mate': 'it is in one cluster with the held-out case',
  'unknown parent': 'nobody knows its parent',
};

/**
 * The items that must not be trained on, by id, with the reason; those that may are not in it. `known` is everything
 * else of the suite: held-out rows, seeds of both splits and generated cases. An item is refused for a protected
 * relative, whatever the texts look like (`lineage`), and for a text that overlaps with that of a protected case or is a
 * piece of it, or of a `guarded` text of other suites, whoever wrote it (`contam`).
 */
export function trainingRefusals(
  items: readonly Trainable[],
  known: readonly KnownCase[],
  guarded: readonly Pick<KnownCase, 'id' | 'input'>[] = [],
): ReadonlyMap<CaseId, TrainingRefusal> {
  const graph = new LineageGraph([...known, ...items.map((item) => ({ split: 'train' as const, ...item }))]);
  const heldout = known.filter(({ id }) => graph.splitOf(id) !== 'train');
  const refusals = contaminated(items, [...heldout, ...guarded]);
  for (const { id } of items) {
    const kin = graph.protectedRelative(id);
    if (kin === null) continue;
    const named = kin.relation === 'itself' ? '' : ` ${kin.id}`;
    refusals.set(id, { code: 'lineage', other: kin.id, reason: `${words[kin.relation]}${named}` });
  }
  return refusals;
}

function contaminated(
  items: readonly Trainable[],
  guarded: readonly Pick<KnownCase, 'id' | 'input'>[],
): Map<CaseId, TrainingRefusal> {
  const refusalOf = contaminationGuard(guarded);
  return new Map(
    items.flatMap((item) => {
      const refusal = refusalOf(item);
      return refusal === null ? [] : [[item.id, refusal] as const];
    }),
  );
}

/**
 * Tells of one item after the other whether its texts overlap with those of guarded cases; null: it may be trained on.
 * Words that many items have in common count all the same: they may all be copies of one held-out case. A case with
 * documents is compared with them: what is asked about them may be the same for every case of a suite.
 */
export function contaminationGuard(
  guarded: readonly Pick<KnownCase, 'id' | 'input'>[],
): (item: Pick<Trainable, 'input' | 'answer'>) => TrainingRefusal | null {
  const overlaps = overlapFinder(guarded.map(({ input }) => input));
  return (item) => {
    for (const { text, how } of overlaps(item)) {
      const other = guarded[text]?.id;
      if (other !== undefined) return { code: 'contam', other, reason: `${other} is held out, and ${how}` };
    }
    return null;
  };
}

/** An input that something overlaps with, by its place in the list, and what there is of the one in the other, in words. */
export interface Overlap {
  readonly text: number;
  readonly how: string;
}

/** An item is a piece of a text that holds so much of its words. */
const leastOfItem = 0.5;
/** A turn, a document or an answer of fewer words is what anybody may write; of a whole item the 8 of a word 8-gram do. */
const fewestOfPart = 16;

/**
 * Tells of an item with which of some inputs it overlaps so much that one must not be trained on and the other tested: it
 * says what the input says, or half of that, or half of the item, or of a part of it, stands in the input.
 */
export function overlapFinder(
  inputs: readonly CaseInput[],
): (item: Pick<Trainable, 'input' | 'answer'>) => Iterable<Overlap> {
  const scan = new ContaminationScan<null>(inputs.map(wholeText));
  return function* (item) {
    const { input, answer = '' } = item;
    const isPieceOf = pieceRule(item);
    for (const said of [...overlappingTexts(input), answer]) {
      for (const hit of scan.read(said, null)) {
        const how = flagged(hit, scan) ?? (isPieceOf(said, hit) ? pieceWords(hit) : null);
        if (how !== null) yield { text: hit.text, how };
      }
    }
  };
}

/** What is asked about documents may be the same for all of them: then it is no piece of a case. */
function pieceRule({ input, answer = '' }: Pick<Trainable, 'input' | 'answer'>) {
  const { messages, documents = [] } = input;
  const whole = wholeText(input);
  const said =
    documents.length === 0 ? messages.map(({ content }) => content) : documents.map(({ text }) => text);
  const parts = new Set([...said, answer]);
  return (text: string, { rowShare }: RowHit): boolean => {
    if (rowShare < leastOfItem) return false;
    return text === whole || (parts.has(text) && wordHashes(plainText(text)).length >= fewestOfPart);
  };
}

function pieceWords({ rowShare }: RowHit): string {
  return `holds ${(100 * rowShare).toFixed(0)} % of its words`;
}

function flagged({ text, exact, share, jaccard }: RowHit, scan: ContaminationScan<null>): string | null {
  const flag = contaminationFlag({
    words: scan.found[text]?.words ?? 0,
    exact: exact ? true : null,
    coverage: share === 0 ? null : { share, row: true },
    jaccard: jaccard === null ? null : { value: jaccard, row: true },
  });
  return flag?.level === 'drop' ? `${flagWords(flag)} it` : null;
}
