import { type Case, type CaseId, type Cell, caseId, type Reject, type Verdict } from '../../core/case.ts';
import type { TrainingPart } from '../../core/parts.ts';
import { rightAnswer } from '../../core/right-answer.ts';
import type { TrainingProposal } from '../../core/seams.ts';
import { type TrainingItem, type TrainingReject, trainingItemId } from '../../core/training-item.ts';
import type { TrainingLot } from './training-lots.ts';

/** Signs what a part made of a seed: adds who made it, and what it has from the seed. */
export function itemOfProposal(
  { seed: parent, kind, answer, rationale, rejected, params, writtenBy }: TrainingProposal,
  { name, version }: Pick<TrainingPart, 'name' | 'version'>,
  seed: number,
): TrainingItem {
  const { cell, input, expected, expectedFrom, tags, cluster, provenance } = parent;
  const content = { kind, cell, input, answer, rationale, rejected };
  return {
    ...content,
    id: trainingItemId(content),
    expected,
    expectedFrom,
    tags,
    cluster,
    licence: provenance.kind === 'authored' ? provenance.licence : null,
    provenance: {
      kind: 'generated',
      by: name,
      version,
      model: writtenBy?.model ?? null,
      lineage: writtenBy?.lineage ?? null,
      promptDigest: writtenBy?.promptDigest ?? null,
      params,
      seed,
      parents: [parent.id],
      depth: 1,
      costUsd: writtenBy === undefined ? 0 : writtenBy.costUsd,
      copyable: provenance.copyable,
    },
    verdicts: [],
  };
}

/** An item with the verdict that refuses it. */
export function refusedItem(item: TrainingItem, verdict: Verdict): TrainingReject {
  return { ...item, status: 'rejected', code: verdict.code ?? 'rule', verdicts: [...item.verdicts, verdict] };
}

/** The item that a candidate of a generator becomes. One without an answer in words never gets so far. */
export function itemOfCase(made: Case, lot: TrainingLot, licence: string | null): TrainingItem {
  return { ...contentOf(made, lot, licence), verdicts: made.verdicts };
}

/** What is kept of a candidate that was refused. */
export function rejectOfCase(made: Reject, lot: TrainingLot, licence: string | null): TrainingReject {
  const { verdicts, status, code } = made;
  return { ...contentOf(made, lot, licence), verdicts, status, code };
}

/** The id under which an item is booked: of a generator's the one that its next offer of the same would have. */
export function bookedId(item: TrainingItem, { how, book }: TrainingLot): CaseId {
  return how.kind === 'maker' ? item.id : caseId({ ...item, cell: book });
}

/** An item as a pool of cases holds it. */
export function caseOfItem(item: TrainingItem, lot: TrainingLot): Case {
  return { ...candidateOf(item, lot.book), id: bookedId(item, lot), origin: 'synthetic', split: 'train' };
}

/** A refused item as a pool of cases holds it. */
export function rejectOfItem(item: TrainingReject, lot: TrainingLot): Reject {
  const { status, code } = item;
  return { ...candidateOf(item, lot.book), id: bookedId(item, lot), status, code };
}

function candidateOf(item: TrainingItem, cell: Cell) {
  const { input, expected, expectedFrom, tags, provenance, cluster, verdicts } = item;
  return { cell, input, expected, expectedFrom, tags, provenance, cluster, verdicts };
}

function contentOf(made: Case | Reject, { skill, use }: TrainingLot, licence: string | null) {
  const { input, expected, expectedFrom, tags, provenance, cluster } = made;
  if (provenance.kind !== 'generated') throw new TypeError('training material is generated');
  const own = {
    kind: 'example',
    cell: { skill: skill.id, edgeCase: use.edgeCase },
    input,
    answer: rightAnswer(expected) ?? '',
    rationale: null,
    rejected: null,
  } as const;
  return { ...own, id: trainingItemId(own), expected, expectedFrom, tags, provenance, cluster, licence };
}
