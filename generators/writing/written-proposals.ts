import type { z } from 'zod';
import type { CaseId, CaseInput, Expected, ExpectedFrom } from '../../core/case.ts';
import type { Json } from '../../core/json.ts';
import { ReplyError } from '../../core/model.ts';
import type { Claims, GenerateRequest, Proposal } from '../../core/seams.ts';
import type { Authorship, Writer, WritingRequest } from '../../core/writing.ts';
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
}

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
  readonly drafts: (value: Value) => readonly Draft[];
}

/** So many candidates are offered for each case that is wanted, then the generator has nothing more to give. */
const offersPerWanted = 5;
/** So many answers in a row that bring nothing new end a generator: the next would be no better. */
const failuresInRow = 5;
const noClaims: Claims = { effect: null, edits: [], maxChangedWords: null, words: null, language: 'cell' };

/**
 * Puts questions to the models under `models.generator`, some of them ahead of need, and offers what they wrote in the
 * order of the questions, whatever order the answers came in. A text is offered once. No more is asked ahead than
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
  const underWay: Promise<Answer<Value>>[] = [];
  const texts = new Set<string>();
  let failures = 0;
  let size = 1;
  const isNeeded = () => underWay.length === 0 || underWay.length * size < request.wanted - texts.size;
  const fill = () => {
    while (underWay.length < request.ahead && isNeeded()) {
      const next = questions.next();
      if (next.done === true) return;
      size = next.value.size;
      underWay.push(answered(writer, next.value, { sample: samples.next++, seed }, either));
    }
  };
  try {
    for (;;) {
      signal.throwIfAborted();
      fill();
      const answer = await underWay.shift();
      if (answer === undefined || texts.size >= offersPerWanted * request.wanted) return;
      if (answer.status === 'failed' && !(answer.error instanceof ReplyError)) throw answer.error;
      const drafts = answer.status === 'failed' ? [] : newDrafts(answer.drafts, texts);
      failures = drafts.length === 0 ? failures + 1 : 0;
      if (failures >= failuresInRow) return;
      for (const draft of drafts) {
        texts.add(draft.text.trim());
        if (answer.status === 'written') yield proposalOf(draft, answer, drafts.length);
      }
    }
  } finally {
    enough.abort();
    await Promise.all(underWay);
  }
}

type Answer<Value> = { readonly ask: Ask<Value>; readonly sample: number } & (
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'written'; readonly drafts: readonly Draft[]; readonly by: Authorship }
);

/** Those whose text is not blank and not known, each once. */
function newDrafts(drafts: readonly Draft[], known: ReadonlySet<string>): readonly Draft[] {
  const own = new Map(drafts.map((draft) => [draft.text.trim(), draft]));
  return [...own].filter(([text]) => text !== '' && !known.has(text)).map(([, draft]) => draft);
}

/** Never rejects: an answer that nobody waits for any more must not end the process. */
async function answered<Value>(
  writer: Writer,
  ask: Ask<Value>,
  { sample, seed }: { readonly sample: number; readonly seed: number },
  signal: AbortSignal,
): Promise<Answer<Value>> {
  const { prompt, messages, schema } = ask;
  try {
    const { value, by } = await writer.write({ prompt, messages, schema, sample, seed }, signal);
    return { ask, sample, status: 'written', drafts: ask.drafts(value), by };
  } catch (error) {
    return { ask, sample, status: 'failed', error };
  }
}

function proposalOf<Value>(
  draft: Draft,
  { ask, sample, by }: Extract<Answer<Value>, { status: 'written' }>,
  siblings: number,
): Proposal {
  const text = draft.text.trim();
  const input = draft.inputOf?.(text) ?? { messages: [{ role: 'user', content: text }] as const };
  return {
    input,
    expected: draft.expected,
    expectedFrom: draft.expectedFrom,
    tags: [...new Set(draft.tags ?? [])],
    params: { prompt: ask.prompt.name, sample, ...ask.params },
    parents: ask.parents,
    cluster: ask.cluster === 'parent' ? null : `question ${sample}`,
    claims: { ...noClaims, ...draft.claims },
    writtenBy: { ...by, costUsd: by.costUsd === null ? null : by.costUsd / siblings },
  };
}
