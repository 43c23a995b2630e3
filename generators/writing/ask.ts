import type { z } from 'zod';
import type { CaseId, CaseInput, Expected, ExpectedFrom } from '../../core/case.ts';
import type { Json } from '../../core/json.ts';
import type { Claims, Proposal } from '../../core/seams.ts';
import type { Authorship, Prompt, WritingRequest, Written } from '../../core/writing.ts';

/** A case that a model wrote, before it is offered. */
export interface Draft {
  readonly text: string;
  readonly expected: Expected;
  readonly expectedFrom: ExpectedFrom;
  readonly tags?: readonly string[];
  readonly claims?: Partial<Claims>;
  /** Where it is not a single message of a user: what surrounds the text. */
  readonly inputOf?: (text: string) => CaseInput;
  /** Kept on the case, beside those of the question. */
  readonly params?: { readonly [key: string]: Json };
  /** The unlabelled row or document that it is made of. */
  readonly madeOf?: Proposal['madeOf'];
  /** Whose answer it is, where several were asked; left out: the first one's. */
  readonly by?: Authorship;
}

/** One of the answers to a question. */
export type Sampled<Value> = Written<Value> & { readonly sample: number };

/** A prompt, and what fills its holes; the suite may word it in its own way. */
export interface Asked {
  readonly prompt: Prompt<string>;
  readonly values: Readonly<Record<string, string>>;
}

/** A prompt with a value for each of its holes. */
export function asking<Hole extends string>(
  prompt: Prompt<Hole>,
  values: Readonly<Record<Hole, string>>,
): Asked {
  return { prompt, values };
}

/** Puts one more question, to the next model in turn, and counts what it costs. Throws what the writer throws. */
export type Put = <Value>(question: Asked & Pick<WritingRequest<Value>, 'schema'>) => Promise<Value>;
export interface Further<Value> {
  /** How many at most. */
  readonly most: number;
  readonly complete: (value: Value, put: Put) => Promise<Value>;
}

/** One question to a model, and what its answer is worth. */
export interface Ask<Value> extends Asked {
  readonly schema: z.ZodType<Value>;
  /** Kept on every case of the answer. */
  readonly params: { readonly [key: string]: Json };
  /** Cases that the model was shown, or that it rewrites. */
  readonly parents: readonly CaseId[];
  /** `parent`: the cases belong to their parent; `question`: what one question brought forth is alike. */
  readonly cluster: 'parent' | 'question';
  /** How many cases the answer should hold. */
  readonly size: number;
  /** How many answers are asked for; left out: one. Those that fail are missing; where all fail, the question has. */
  readonly samples?: number;
  readonly asksConfidence?: boolean;
  /** Further questions that the first answer raises. */
  readonly further?: Further<Value>;
  /** An answer that brings no case says nothing about the next: its question is about something else. */
  readonly mayBringNothing?: boolean;
  /** The cases of the first answer, completed by further questions, with every answer beside it. */
  readonly drafts: (value: Value, answers: readonly Sampled<Value>[]) => readonly Draft[];
}
