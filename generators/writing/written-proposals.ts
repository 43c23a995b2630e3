import type { z } from 'zod';
import type { CaseId, CaseInput, Expected, ExpectedFrom } from '../../core/case.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { ReplyError } from '../../core/model.ts';
import type { Claims, GenerateRequest, Proposal } from '../../core/seams.ts';
import type { Authorship, Writer, WritingRequest, Written } from '../../core/writing.ts';
import { costOfEach, usableAnswers } from './sampled-answers.ts';
import { Slots } from './slots.ts';
import { writerOf } from './writer-of.ts';

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

/** One question to a model, and what its answer is worth. */
export interface Ask<Value> {
  readonly prompt: WritingRequest<Value>['prompt'];
  readonly messages: WritingRequest<Value>['messages'];
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
  /** An answer that brings no case says nothing about the next: its question is about something else. */
  readonly mayBringNothing?: boolean;
  /** The cases of the first answer, with every answer beside it. */
  readonly drafts: (value: Value, answers: readonly Sampled<Value>[]) => readonly Draft[];
}

/** So many candidates are offered, then the generator has nothing more to give. */
export function mostOffers({ wanted }: Pick<GenerateRequest, 'wanted'>): number {
  return 5 * wanted;
}
/** So many answers in a row that bring nothing new end a generator: the next would be no better. */
const failuresInRow = 5;
const noClaims: Claims = { effect: null, edits: [], maxChangedWords: null, words: null, language: 'cell' };

/**
 * Puts questions to the models under `models.generator`, some of them ahead of need, and offers what they wrote in the
 * order of the questions, whatever order the answers came in. An input is offered once. No more is asked ahead than
 * could still be wanted, and what is under way is called off when nobody takes more.
 * An answer that cannot be used is passed over, and the writer counts it; five in a row without a new text end it.
 * `samples` numbers the questions; one generator that calls this several times hands the same one on.
 * Throws GENERATOR_INPUT without a writer.
 */
export async function* writtenProposals<Value>(
  name: string,
  request: GenerateRequest,
  asks: Iterable<Ask<Value>>,
  signal: AbortSignal,
  samples: { next: number } = { next: 0 },
): AsyncGenerator<Proposal> {
  const writer = writerOf(name, request);
  const seed = request.random.fork('model').integer(0, 2 ** 31 - 1);
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal]);
  const questions = asks[Symbol.iterator]();
  const slots = new Slots(request.ahead);
  const underWay: Promise<Answer<Value>>[] = [];
  const inputs = new Set<string>();
  let failures = 0;
  let size = 1;
  const isNeeded = () => underWay.length === 0 || underWay.length * size < request.wanted - inputs.size;
  const fill = () => {
    while (underWay.length < request.ahead && isNeeded()) {
      const next = questions.next();
      if (next.done === true) return;
      size = next.value.size;
      const first = samples.next;
      samples.next += next.value.samples ?? 1;
      underWay.push(answered(writer, next.value, { first, seed, slots }, either));
    }
  };
  try {
    for (;;) {
      signal.throwIfAborted();
      fill();
      const answer = await underWay.shift();
      if (answer === undefined || inputs.size >= mostOffers(request)) return;
      if (answer.status === 'failed' && !(answer.error instanceof ReplyError)) throw answer.error;
      const drafts = answer.status === 'failed' ? [] : newDrafts(answer, inputs);
      const isFailure = answer.status === 'failed' || (drafts.length === 0 && !answer.ask.mayBringNothing);
      failures = isFailure ? failures + 1 : 0;
      if (failures >= failuresInRow) return;
      for (const draft of drafts) {
        inputs.add(keyOf(draft));
        if (answer.status === 'written') yield proposalOf(draft, answer, drafts.length);
      }
    }
  } finally {
    enough.abort();
    await Promise.all(underWay);
  }
}

type Answer<Value> = { readonly status: 'failed'; readonly error: unknown } | Answered<Value>;
interface Answered<Value> {
  readonly status: 'written';
  readonly ask: Ask<Value>;
  readonly answers: readonly [Sampled<Value>, ...Sampled<Value>[]];
}

/** Those whose text is not blank and whose input is not known, each once. */
function newDrafts<Value>({ ask, answers }: Answered<Value>, known: ReadonlySet<string>): readonly Draft[] {
  const own = new Map(ask.drafts(answers[0].value, answers).map((draft) => [keyOf(draft), draft]));
  return [...own]
    .filter(([key, { text }]) => text.trim() !== '' && !known.has(key))
    .map(([, draft]) => draft);
}

function inputOf({ text, inputOf: around }: Draft): CaseInput {
  return around?.(text.trim()) ?? { messages: [{ role: 'user', content: text.trim() }] };
}

function keyOf(draft: Draft): string {
  if (draft.inputOf === undefined) return draft.text.trim();
  // Inputs are plain data by their types; JSON has no narrower name for that.
  return canonicalJson(inputOf(draft) as unknown as Json);
}

/** Never rejects: an answer that nobody waits for any more must not end the process. */
async function answered<Value>(
  writer: Writer,
  ask: Ask<Value>,
  { first, seed, slots }: { readonly first: number; readonly seed: number; readonly slots: Slots },
  signal: AbortSignal,
): Promise<Answer<Value>> {
  const { prompt, messages, schema, size, asksConfidence = false } = ask;
  const asked = Array.from({ length: ask.samples ?? 1 }, async (_, index) => {
    const sample = first + index;
    const question = { prompt, messages, schema, size, sample, seed, asksConfidence };
    return { ...(await slots.use(() => writer.write(question, signal))), sample };
  });
  try {
    return { ask, status: 'written', answers: usableAnswers(await Promise.allSettled(asked)) };
  } catch (error) {
    return { status: 'failed', error };
  }
}

function proposalOf<Value>(draft: Draft, { ask, answers }: Answered<Value>, siblings: number): Proposal {
  const [{ sample, by }] = answers;
  return {
    input: inputOf(draft),
    expected: draft.expected,
    expectedFrom: draft.expectedFrom,
    tags: [...new Set(draft.tags ?? [])],
    params: { prompt: ask.prompt.name, sample, ...ask.params, ...draft.params },
    parents: ask.parents,
    cluster: ask.cluster === 'parent' ? null : `question ${sample}`,
    claims: { ...noClaims, ...draft.claims },
    ...(draft.madeOf === undefined ? {} : { madeOf: draft.madeOf }),
    writtenBy: { ...(draft.by ?? by), costUsd: costOfEach(answers, siblings) },
  };
}
