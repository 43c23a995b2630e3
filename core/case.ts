import type { Attributes } from './attributes.ts';
import { shortDigest } from './digest.ts';
import { canonicalJson, type Json } from './json.ts';
import type { Lineage } from './suite.ts';

/** Identifies a case by its content; see {@link caseId}. */
export type CaseId = string;
export type ClusterId = string;

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
}
export interface SourceDocument {
  readonly id: string;
  readonly text: string;
}
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly parameters: Json;
}
export interface CaseInput {
  readonly messages: readonly [Message, ...Message[]];
  readonly documents?: readonly SourceDocument[];
  readonly tools?: readonly ToolSpec[];
}
export interface AcceptableCall {
  readonly function: string;
  /** Parameter → the values that count as right; `""` among them: it may be left out. */
  readonly parameters: Readonly<Record<string, readonly Json[]>>;
}

/** What a right answer is. A scorer says which kinds it reads. */
export type Expected =
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'text'; readonly accept: readonly [string, ...string[]] }
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly tolerance: number;
      readonly unit: string | null;
    }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'facts'; readonly must: readonly string[]; readonly mustNot: readonly string[] }
  | { readonly kind: 'tool-calls'; readonly calls: readonly AcceptableCall[]; readonly ordered: boolean }
  | { readonly kind: 'tests'; readonly language: 'python' | 'javascript'; readonly source: string }
  | { readonly kind: 'outcome'; readonly state: Json; readonly tell: readonly string[] }
  | { readonly kind: 'behaviour'; readonly behaviour: 'abstain' | 'clarify' | 'refuse' | 'comply' }
  /** The output must differ from the one for the named case. */
  | { readonly kind: 'changed'; readonly from: CaseId };

/**
 * Who vouches for the expected value: people (declared), the rule that made the case (computed), the parent of an
 * invariant or label-mapped perturbation (inherited) or a model (proposed). What a judge's disagreement does
 * depends on it.
 */
export type ExpectedFrom = 'declared' | 'computed' | 'inherited' | 'proposed';
export type Origin = 'real' | 'synthetic';
export type Split = 'heldout' | 'train' | 'probe';

export interface Cell {
  readonly skill: string;
  readonly edgeCase: string | null;
  /** What the planner varied it by; left out: nothing. */
  readonly attributes?: Attributes;
}

export interface AuthoredProvenance {
  readonly kind: 'authored';
  /** The source as the suite names it. */
  readonly source: string;
  /** 1-based line of a file, or 1-based position in what `rows()` gave. */
  readonly row: number;
  readonly declaredId: string | null;
  readonly licence: string | null;
  /** False where the source may not be copied (`licence: internal`, a `module:` source). */
  readonly copyable: boolean;
}

export interface GeneratedProvenance {
  readonly kind: 'generated';
  readonly by: string;
  readonly version: string;
  readonly model: string | null;
  readonly lineage: Lineage | null;
  readonly promptDigest: string | null;
  readonly params: Json;
  readonly seed: number;
  readonly parents: readonly CaseId[];
  /** Generations away from an authored case or rule; at least 1 where there is a parent. */
  readonly depth: number;
  readonly costUsd: number | null;
  /** False where a parent's source may not be copied. */
  readonly copyable: boolean;
}

export type Provenance = AuthoredProvenance | GeneratedProvenance;

export interface Candidate {
  readonly cell: Cell;
  readonly input: CaseInput;
  readonly expected: Expected;
  readonly expectedFrom: ExpectedFrom;
  readonly tags: readonly string[];
  readonly provenance: Provenance;
}

/** Gate names of the admission panel; each reject carries one. */
export const rejectCodes = [
  'parse',
  'length',
  'lang',
  'leak',
  'repetition',
  'exact-dup',
  'lexical-dup',
  'near-dup',
  'semantic-dup',
  'pii',
  'no-change',
  'protected-span',
  'edit-bound',
  'contam',
  'lineage',
  // What a model says of a candidate: its expected value, the case itself, the text.
  'validity',
  'off-skill',
  'ambiguous',
  'edge-case',
  'realism',
  'translation',
  // What it does not say, and what its word is worth.
  'judge-unusable',
  'judges-split',
  'judge-unreliable',
  // Of training material: the target answers it already.
  'known',
  'rule',
  'human',
] as const;
export type RejectCode = (typeof rejectCodes)[number];

/** The case that a candidate is most alike to, and how much. */
export interface Nearest {
  readonly id: CaseId;
  /**
   * The same words; ROUGE-L F1; Jaccard's index of the sets of character 5-grams or of word 5-grams; cosine of
   * embeddings.
   */
  readonly measure: 'exact' | 'rouge-l' | 'characters' | 'words' | 'meaning';
  /** 0 to 1. */
  readonly value: number;
}

/** A case of the set that says nearly the same. */
export interface NearDuplicate extends Nearest {
  readonly code: 'lexical-dup' | 'near-dup' | 'semantic-dup';
}

/** What a judge says of a candidate, unsigned. */
export interface Ruling {
  readonly status: 'accepted' | 'rejected' | 'undecided';
  /** null: nothing to object. An accepted ruling may carry a code: the objection is on record, and does not decide. */
  readonly code: RejectCode | null;
  readonly reason: string;
  /** What a duplicate is a duplicate of; left out for any other ruling. */
  readonly nearest?: Nearest;
  /** The model as its server names what answered, where that says more than its name. */
  readonly answeredBy?: string;
}
/** A ruling, signed by the caller. */
export interface Verdict extends Ruling {
  readonly by: string;
  readonly version: string;
  readonly lineage: Lineage | null;
  /** Of a panel: what it would have been without the judges of each family. */
  readonly withoutFamily?: Readonly<Record<string, Ruling['status']>>;
}

export interface Case extends Candidate {
  readonly id: CaseId;
  readonly origin: Origin;
  /** The seed or parent it descends from, or the template, rule or scenario that made it. */
  readonly cluster: ClusterId;
  readonly split: Split;
  /** Empty only for authored cases. */
  readonly verdicts: readonly Verdict[];
  /** The case that a person gave this expected value in place of its own; left out: none. */
  readonly relabels?: CaseId;
}

/** A real input that nobody has answered yet. */
export interface UnlabelledRow {
  /** A hash of skill and input: equal rows have equal ids. */
  readonly id: string;
  readonly input: CaseInput;
  readonly skill: string;
  readonly cluster: ClusterId;
  readonly tags: readonly string[];
  /** The source as the suite names it. */
  readonly source: string;
  /** 1-based line of a file, or 1-based position in what `rows()` gave. */
  readonly row: number;
  readonly licence: string | null;
  readonly split: 'heldout' | 'train';
  /** False where the source may not be copied: a case made of it may not be either. */
  readonly copyable: boolean;
}

/** A document that cases are written from. */
export interface LoadedDocument extends SourceDocument {
  readonly licence: string | null;
  readonly split: 'heldout' | 'train';
  /** False where the source may not be copied: a case made of it may not be either. */
  readonly copyable: boolean;
}

/** A candidate that did not become a case, with the verdict that decided it last. */
export interface Reject extends Candidate {
  readonly id: CaseId;
  readonly cluster: ClusterId;
  readonly status: 'rejected' | 'undecided';
  readonly code: RejectCode;
  readonly verdicts: readonly Verdict[];
  /** As in {@link Case}. */
  readonly relabels?: CaseId;
}

/** The id of a case: a hash of cell, input and expected value. Equal rows have equal ids. */
export function caseId(content: Pick<Candidate, 'cell' | 'input' | 'expected'>): CaseId {
  const { cell, input, expected } = content;
  // These are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson({ cell, input, expected } as unknown as Json));
}

/** The text that people would call "the input": the last user message, or the last message where no user speaks. */
export function inputText(input: CaseInput): string {
  const last = input.messages.findLast((message) => message.role === 'user') ?? input.messages.at(-1);
  return last?.content ?? '';
}

/** `SKILL` or `SKILL/EDGE`. */
export function cellName(cell: Cell): string {
  return cell.edgeCase === null ? cell.skill : `${cell.skill}/${cell.edgeCase}`;
}
