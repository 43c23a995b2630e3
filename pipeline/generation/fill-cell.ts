import {
  type Case,
  type CaseId,
  type Cell,
  cellName,
  type RejectCode,
  type UnlabelledRow,
  type Verdict,
} from '../../core/case.ts';
import type { GeneratorPart } from '../../core/parts.ts';
import { createRandom } from '../../core/random.ts';
import type { CellCount } from '../../core/report.ts';
import type { AdmissionContext, GenerateRequest, Proposal } from '../../core/seams.ts';
import type { EdgeCase, Skill, Suite } from '../../core/suite.ts';
import { ExactDuplicates } from '../../curation/exact-duplicates.ts';
import { findPart, type Registry } from '../parts.ts';
import type { CasePool } from './case-pool.ts';
import type { OpenWriter } from './open-writer.ts';
import { askModels, askRules, type Panel } from './panel.ts';
import { type SignedProposal, signProposal } from './sign-proposal.ts';

/** A cell to fill. */
export interface CellJob {
  readonly skill: Skill;
  readonly edgeCase: EdgeCase;
}

/** What filling a cell needs. */
export interface FillSettings {
  readonly suite: Suite;
  readonly registry: Registry;
  readonly pool: CasePool;
  readonly unlabelled: readonly UnlabelledRow[];
  readonly panel: Panel;
  readonly writer: OpenWriter;
  readonly seed: number;
  /** Candidates that the judges may have in hand at a time. */
  readonly concurrency: number;
  /** How many more cases may be accepted in all; Infinity without a limit. */
  readonly room: () => number;
  /** What the rules and models are told beside the candidate, for one signed proposal. */
  contextOf(job: CellJob, signed: SignedProposal): AdmissionContext;
  onProgress(count: CellCount): void;
}

interface Source {
  readonly part: GeneratorPart;
  readonly proposals: AsyncIterator<Proposal>;
  isExhausted: boolean;
  /** Accepted cases of this generator that came by in this pass, old and new. */
  readonly met: Set<CaseId>;
}

/**
 * Fills one cell up to its quota. The generators are replayed from their start: a case that was accepted before is
 * recognised by its id and counts, so the same seed gives the same set whether it is made in one go, topped up, or
 * made again in part. Each generator is asked for its share first, then for what the others could not give.
 */
export async function fillCell(
  job: CellJob,
  settings: FillSettings,
  signal: AbortSignal,
): Promise<CellCount> {
  const cell: Cell = { skill: job.skill.id, edgeCase: job.edgeCase.id };
  const { pool } = settings;
  const accepted = () => [...pool.accepted.values()].filter((item) => isOf(item, cell)).length;
  const { quota } = job.edgeCase;
  if (accepted() >= quota) return countCell(job, pool, null);
  const passedOver = new Map<string, number>();
  const sources = openSources(job, settings, passedOver, signal);
  try {
    for (const shares of [sharesOf(quota, sources.length), sources.map(() => quota)]) {
      for (const [index, source] of sources.entries()) {
        const share = shares[index] ?? 0;
        while (!source.isExhausted && source.met.size < share && accepted() < quota && settings.room() > 0) {
          signal.throwIfAborted();
          const wanted = Math.min(
            share - source.met.size,
            quota - accepted(),
            settings.room(),
            settings.concurrency,
          );
          await fillChunk(job, cell, source, wanted, settings, signal);
          settings.onProgress(countCell(job, pool, null));
        }
      }
    }
  } finally {
    for (const source of sources) await source.proposals.return?.();
  }
  const shortfall = sources.every((source) => source.isExhausted) ? 'exhausted' : 'limit';
  const count = countCell(job, pool, shortfall);
  const reasons = { ...count.reasons, ...Object.fromEntries(passedOver), ...settings.writer.takeFaults() };
  return { ...count, reasons };
}

/** Takes proposals until so many are in hand, lets the judges rule, and records what they say in order. */
async function fillChunk(
  job: CellJob,
  cell: Cell,
  source: Source,
  wanted: number,
  settings: FillSettings,
  signal: AbortSignal,
): Promise<void> {
  const { pool, panel, seed } = settings;
  const inHand: { signed: SignedProposal; context: AdmissionContext; verdicts: readonly Verdict[] }[] = [];
  const pending = new ExactDuplicates();
  let open = wanted;
  while (inHand.length < open && !source.isExhausted) {
    const next = await source.proposals.next();
    if (next.done === true) {
      source.isExhausted = true;
      break;
    }
    const signed = signProposal(next.value, source.part, cell, seed, pool.find);
    const known = pool.accepted.get(signed.id);
    if (known !== undefined) source.met.add(known.id);
    if (known !== undefined || isDecided(signed, pool)) continue;
    const context = settings.contextOf(job, signed);
    const { id, cluster, candidate } = signed;
    // A twin of a candidate in hand waits for that one's ruling: of two equals one must be able to stay.
    if (pending.find(candidate, cluster) !== null)
      open -= await settle(inHand.splice(0), source, panel, pool, signal);
    const verdicts = await askRules(panel, candidate, context, signal);
    if (verdicts.at(-1)?.status !== 'accepted') recordReject(signed, verdicts, pool);
    else {
      inHand.push({ signed, context, verdicts });
      pending.add({ ...candidate, id, cluster });
    }
  }
  await settle(inHand, source, panel, pool, signal);
}

/**
 * The models' answers come in any order; rulings are recorded in the order of the candidates.
 * Gives how many were accepted.
 */
async function settle(
  inHand: readonly { signed: SignedProposal; context: AdmissionContext; verdicts: readonly Verdict[] }[],
  source: Source,
  panel: Panel,
  pool: CasePool,
  signal: AbortSignal,
): Promise<number> {
  let accepted = 0;
  const opinions = await Promise.all(
    inHand.map(({ signed, context }) => askModels(panel, signed.candidate, context, signal)),
  );
  for (const [index, { signed, verdicts }] of inHand.entries()) {
    const all = [...verdicts, ...(opinions[index] ?? [])];
    if (all.at(-1)?.status !== 'accepted') {
      recordReject(signed, all, pool);
      continue;
    }
    const [parent] = signed.parents;
    const { candidate, id, cluster } = signed;
    pool.accept({
      ...candidate,
      id,
      cluster,
      origin: 'synthetic',
      split: parent?.split ?? 'heldout',
      verdicts: all,
    });
    source.met.add(id);
    accepted++;
  }
  return accepted;
}

function recordReject(
  { candidate, id, cluster }: SignedProposal,
  verdicts: readonly Verdict[],
  pool: CasePool,
): void {
  const last = verdicts.at(-1);
  const status = last?.status === 'undecided' ? 'undecided' : 'rejected';
  pool.reject({ ...candidate, id, cluster, status, code: last?.code ?? 'rule', verdicts });
}

/** Refused before, for a reason that asking again would not change. */
function isDecided(signed: SignedProposal, pool: CasePool): boolean {
  const before = pool.rejects.get(signed.id);
  return before !== undefined && before.code !== 'judge-unusable';
}

function openSources(
  job: CellJob,
  settings: FillSettings,
  passedOver: Map<string, number>,
  signal: AbortSignal,
): Source[] {
  const { suite, registry, pool, seed, unlabelled } = settings;
  const { skill, edgeCase } = job;
  return edgeCase.generators.map((ref, index) => {
    const part = findPart(registry.generators, ref);
    const random = createRandom(seed).fork(`${skill.id}/${edgeCase.id}/${index}/${ref.use}`);
    const earlier = edgeCase.generators.slice(0, index).map((other) => other.use);
    const request: GenerateRequest = {
      task: suite.task,
      skill,
      edgeCase,
      wanted: edgeCase.quota,
      random,
      writer: settings.writer.writer,
      ahead: settings.concurrency,
      parents: (from) => pool.parents(skill.id, from, (item) => comesBefore(item, job, earlier)),
      unlabelled: unlabelled.filter((row) => row.skill === skill.id),
      passedOver: (reason) => passedOver.set(reason, (passedOver.get(reason) ?? 0) + 1),
    };
    const generator = part.create(ref.with, { task: suite.task });
    return {
      part,
      proposals: generator.propose(request, signal)[Symbol.asyncIterator](),
      isExhausted: false,
      met: new Set(),
    };
  });
}

/** Accepted in an earlier cell of the skill, or in this one by an earlier generator. */
function comesBefore(item: Case, { skill, edgeCase }: CellJob, earlier: readonly string[]): boolean {
  const order = skill.edgeCases.map((other) => other.id);
  const [own, other] = [order.indexOf(edgeCase.id), order.indexOf(item.cell.edgeCase ?? '')];
  if (other !== own) return other < own;
  return item.provenance.kind === 'generated' && earlier.includes(item.provenance.by);
}

/** Equal shares of the quota; the first generators take the rest. */
function sharesOf(quota: number, count: number): readonly number[] {
  return Array.from(
    { length: count },
    (_, index) => Math.floor(quota / count) + (index < quota % count ? 1 : 0),
  );
}

function isOf(item: { readonly cell: Cell }, cell: Cell): boolean {
  return cellName(item.cell) === cellName(cell);
}

/** Why a cell has fewer cases than wanted: the generators had nothing more to offer, or the caller's limit was met. */
type Shortfall = 'exhausted' | 'limit';

/** The accounts of a cell. `shortfall` says why no more were made; null where that is not known. */
export function countCell(
  { skill, edgeCase }: CellJob,
  pool: CasePool,
  shortfall: Shortfall | null,
): CellCount {
  const cell = { skill: skill.id, edgeCase: edgeCase.id };
  const accepted = [...pool.accepted.values()].filter((item) => isOf(item, cell)).length;
  const refused = [...pool.rejects.values()].filter((item) => isOf(item, cell));
  const reasons: Partial<Record<RejectCode | Shortfall, number>> = {};
  for (const { code } of refused) reasons[code] = (reasons[code] ?? 0) + 1;
  if (shortfall !== null && accepted < edgeCase.quota) reasons[shortfall] = edgeCase.quota - accepted;
  const undecided = refused.filter((item) => item.status === 'undecided').length;
  return {
    ...cell,
    target: edgeCase.quota,
    accepted,
    rejected: refused.length - undecided,
    undecided,
    reasons: { ...reasons },
  };
}
