import { attributeTags } from '../../core/attributes.ts';
import {
  type Candidate,
  type Case,
  type CaseId,
  type Cell,
  type ClusterId,
  caseId,
} from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import { canonicalJson } from '../../core/json.ts';
import { jointLicence } from '../../core/licence.ts';
import type { GeneratorPart } from '../../core/parts.ts';
import type { Proposal } from '../../core/seams.ts';

/** A proposal that its caller has signed, with what the case would be called and belong to. */
export interface SignedProposal {
  readonly candidate: Candidate;
  readonly id: CaseId;
  readonly cluster: ClusterId;
  readonly parents: readonly Case[];
  readonly claims: Proposal['claims'];
  /** Of its parents and of what it was made of, as far as they declare one. */
  readonly licence: string | null;
}

/**
 * Signs a proposal: adds the cell, who made it with which seed, its depth and its cluster. It may be copied where its
 * parents and what it was made of may be.
 */
export function signProposal(
  proposal: Proposal,
  part: Pick<GeneratorPart, 'name' | 'version'>,
  cell: Cell,
  seed: number,
  parentOf: (id: CaseId) => Case | undefined,
): SignedProposal {
  const { writtenBy, madeOf } = proposal;
  const parents = proposal.parents.flatMap((id) => parentOf(id) ?? []);
  const candidate: Candidate = {
    cell,
    input: proposal.input,
    expected: proposal.expected,
    expectedFrom: proposal.expectedFrom,
    tags: [...new Set([...proposal.tags, ...attributeTags(cell.attributes ?? {})])],
    provenance: {
      kind: 'generated',
      by: part.name,
      version: part.version,
      model: writtenBy?.model ?? null,
      lineage: writtenBy?.lineage ?? null,
      promptDigest: writtenBy?.promptDigest ?? null,
      params: proposal.params,
      seed,
      parents: proposal.parents,
      depth: parents.length === 0 ? 0 : 1 + Math.max(...parents.map(depthOf)),
      costUsd: writtenBy === undefined ? 0 : writtenBy.costUsd,
      copyable: parents.every((parent) => parent.provenance.copyable) && madeOf?.copyable !== false,
    },
  };
  const variant = cell.attributes === undefined ? '' : ` of ${shortDigest(canonicalJson(cell.attributes))}`;
  const own = `${part.name}:${cell.skill}/${cell.edgeCase}/${proposal.cluster}${variant}`;
  const cluster = proposal.cluster === null ? (parents[0]?.cluster ?? madeOf?.cluster ?? own) : own;
  const licence = jointLicence([
    ...parents.map(licenceOf),
    ...(madeOf === undefined ? [] : [madeOf.licence]),
  ]);
  return { candidate, id: caseId(candidate), cluster, parents, claims: proposal.claims, licence };
}

function licenceOf({ provenance }: Case): string | null {
  return provenance.kind === 'authored' ? provenance.licence : null;
}

function depthOf({ provenance }: Case): number {
  return provenance.kind === 'generated' ? provenance.depth : 0;
}
