import type { Case, CaseInput, Message } from '../core/case.ts';
import { guardText } from './guard-text.ts';
import { countedWords, fewestWhole } from './short-texts.ts';
import { userText, wholeText } from './user-text.ts';

/** An input that must not be trained on; without a cluster it is one of its own. */
export type GuardedInput = Pick<Case, 'input'> & Partial<Pick<Case, 'cluster'>>;

/** A text that no training item may repeat. */
export interface GuardedText {
  /** The input that it is of, by its place in the list. */
  readonly input: number;
  /** As {@link guardText} makes it. */
  readonly text: string;
  /** What it is of the input; null: the whole. */
  readonly part: string | null;
  /** It is so short that only an item whose user says just that repeats it. */
  readonly isShortTurn: boolean;
}

/** One turn or a system message of fewer words may stand in anybody's text. */
const fewestOfTurn = 8;
const fewestOfDocument = 16;
/** A part that stands in so many clusters, each time with something else that the user says, belongs to none of them. */
const boilerplateFrom = 3;

/**
 * The texts of some inputs: the whole of each, its conversation with the replies, each of its turns, its system message
 * and documents. Turns and system messages count from 8 words on, turns of the user from 5 (see `isShortTurn`), documents
 * from 16. No part of an input is what stands in three clusters or more with different texts of the user, and a system
 * message that all inputs with one have in common: that is boilerplate. What is asked about documents may be the same for all.
 */
export function guardedTexts(inputs: readonly GuardedInput[]): readonly GuardedText[] {
  const parts = inputs.map(({ input }) => partsOf(input));
  const isBoilerplate = boilerplateOf(inputs, parts);
  return inputs.flatMap(({ input }, at) => {
    const texts = new Map<string, GuardedText>();
    const add = (text: string, part: string | null, isShortTurn = false) => {
      if (!texts.has(text)) texts.set(text, { input: at, text, part, isShortTurn });
    };
    add(guardText(wholeText(input)), null);
    const spoken = input.messages.filter(({ role }) => role !== 'system').map(({ content }) => content);
    const read = (input.documents ?? []).map(({ text }) => text);
    add(guardText([...spoken, ...read].join('\n')), 'its conversation');
    for (const { text, part, words, fewest } of parts[at] ?? [])
      if (words >= fewest && !isBoilerplate(text)) add(text, part, words < fewestOfTurn);
    return [...texts.values()];
  });
}

interface Part {
  readonly text: string;
  readonly part: string;
  readonly words: number;
  readonly fewest: number;
}

function partsOf({ messages, documents = [] }: CaseInput): readonly Part[] {
  const turns = messages
    .filter(({ role }) => role !== 'user' || documents.length === 0)
    .map(({ role, content }) => partOf(content, names[role], role === 'user' ? fewestWhole : fewestOfTurn));
  return [...turns, ...documents.map(({ text }) => partOf(text, 'a document of it', fewestOfDocument))];
}

const names: Readonly<Record<Message['role'], string>> = {
  system: 'its system message',
  user: 'a turn of it',
  assistant: 'a reply in it',
  tool: 'a tool result in it',
};

function partOf(own: string, part: string, fewest: number): Part {
  const text = guardText(own);
  return { text, part, words: countedWords(text), fewest };
}

function boilerplateOf(inputs: readonly GuardedInput[], parts: readonly (readonly Part[])[]) {
  const holders = new Map<string, { readonly clusters: Set<string | number>; readonly said: Set<string> }>();
  const systems = new Set<string>();
  for (const [at, { input, cluster = at }] of inputs.entries()) {
    const said = guardText(userText(input));
    for (const { text, part } of parts[at] ?? []) {
      if (part === names.system) systems.add(text);
      const holder = holders.get(text) ?? { clusters: new Set(), said: new Set() };
      holders.set(text, holder);
      holder.clusters.add(cluster);
      holder.said.add(said);
    }
  }
  return (text: string): boolean => {
    const { clusters, said } = holders.get(text) ?? { clusters: new Set(), said: new Set() };
    const enough = systems.size === 1 && systems.has(text) ? 2 : boilerplateFrom;
    return clusters.size >= enough && said.size >= enough;
  };
}
