import type { CaseInput } from '../../core/case.ts';
import { eitherSignal } from '../../core/either-signal.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { ReplyError } from '../../core/model.ts';
import type { Claims, GenerateRequest, Proposal } from '../../core/seams.ts';
import { type Answer, type Answered, answered, questionsOf } from './answered.ts';
import type { Ask, Draft } from './ask.ts';
import { costOfEach } from './sampled-answers.ts';
import { Slots } from './slots.ts';
import { writerOf } from './writer-of.ts';

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
  const either = eitherSignal(signal, enough.signal);
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
      samples.next += questionsOf(next.value);
      underWay.push(answered(writer, next.value, { first, seed, slots, reworded: request.reworded }, either));
    }
  };
  try {
    for (;;) {
      signal.throwIfAborted();
      fill();
      const answer = await underWay.shift();
      if (answer === undefined || inputs.size >= mostOffers(request)) return;
      if (answer.status === 'failed' && !(answer.error instanceof ReplyError)) throw answer.error;
      const drafts = answer.status === 'failed' ? [] : newDrafts(answer, inputs, request.passedOver);
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

/** Those whose text is not blank and whose input is not known, each once; the others are counted. */
function newDrafts<Value>(
  { ask, value, answers }: Answered<Value>,
  known: ReadonlySet<string>,
  passedOver: GenerateRequest['passedOver'],
): readonly Draft[] {
  const own = new Map<string, Draft>();
  for (const draft of ask.drafts(value, answers)) {
    const key = keyOf(draft);
    if (draft.text.trim() === '') passedOver('blank');
    else if (known.has(key) || own.has(key)) passedOver('repeated');
    else own.set(key, draft);
  }
  return [...own.values()];
}

function inputOf({ text, inputOf: around }: Draft): CaseInput {
  return around?.(text.trim()) ?? { messages: [{ role: 'user', content: text.trim() }] };
}

function keyOf(draft: Draft): string {
  if (draft.inputOf === undefined) return draft.text.trim();
  // Inputs are plain data by their types; JSON has no narrower name for that.
  return canonicalJson(inputOf(draft) as unknown as Json);
}

function proposalOf<Value>(
  draft: Draft,
  { ask, answers, further }: Answered<Value>,
  siblings: number,
): Proposal {
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
    writtenBy: { ...(draft.by ?? by), costUsd: costOfEach([...answers, ...further], siblings) },
  };
}
