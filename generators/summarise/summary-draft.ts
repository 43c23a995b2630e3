import type { SourceDocument } from '../../core/case.ts';
import { jointLicence } from '../../core/licence.ts';
import type { Draft } from '../writing/ask.ts';
import type { Chunk } from '../writing/chunks.ts';
import { isBorneOut, type KeyFact } from './key-fact.ts';
import type { Planted } from './plant.ts';

/** A case that asks for a summary of one part, changed by rules. */
export function plantedDraft(ask: string, variant: string, part: Chunk, planted: Planted): Draft {
  const id = nameOf(part);
  const documents = planted.texts.map((text, at) => ({ id: at === 0 ? id : `${id}, note ${at}`, text }));
  const { must, mustNot, params } = planted;
  return {
    ...draftOf(ask, documents, [part]),
    expected: { kind: 'facts', must, mustNot },
    tags: [variant],
    params,
  };
}

/**
 * A case that asks for a summary of several parts: the most important fact of each must be told. Null where the facts of
 * half the parts are not known: nobody could say whether a summary is right.
 */
export function longDraft(
  ask: string,
  parts: readonly [Chunk, ...Chunk[]],
  facts: readonly KeyFact[],
): Draft | null {
  const must = parts.flatMap(({ text }) => {
    const own = facts.filter((fact) => isBorneOut(fact, text)).toSorted((a, b) => b.weight - a.weight);
    return own[0]?.fact ?? [];
  });
  if (must.length <= parts.length / 2) return null;
  const documents = parts.map((part) => ({ id: nameOf(part), text: part.text }));
  return {
    ...draftOf(ask, documents, parts),
    expected: { kind: 'facts', must: [...new Set(must)], mustNot: [] },
    tags: ['long'],
    params: { parts: parts.length },
  };
}

function draftOf(ask: string, documents: readonly SourceDocument[], parts: readonly [Chunk, ...Chunk[]]) {
  const sources = parts.map(({ document }) => document);
  return {
    text: ask,
    inputOf: (said) => ({ messages: [{ role: 'user', content: said }], documents }),
    expectedFrom: 'proposed',
    claims: { asFound: true },
    // Errors about one document go together.
    madeOf: {
      cluster: parts[0].document.id,
      copyable: sources.every(({ copyable }) => copyable),
      licence: jointLicence(sources.map(({ licence }) => licence)),
    },
  } satisfies Partial<Draft>;
}

function nameOf({ document, index }: Chunk): string {
  return `${document.id}#${index + 1}`;
}
