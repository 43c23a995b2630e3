import { type Case, inputText, type Origin } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import type { AimRecord } from '../../core/round-record.ts';
import type { CaseFeature } from '../../gaps/case-features.ts';
import type { ObservedCase } from '../../gaps/observed-case.ts';
import { canCluster, clusterFeatures, clusterTexts, type TextClustering } from '../../gaps/text-clusters.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openSuiteEmbedder } from '../open-suite-embedder.ts';
import { redactTexts } from '../redaction.ts';

/** The cases of a run, divided by what their texts mean. */
export interface SuiteClusters {
  /** The ref of the suite's embedder. */
  readonly embedder: string;
  /** Different texts that were embedded. */
  readonly texts: number;
  clustersOf(item: Pick<ObservedCase, 'origin' | 'text'>): readonly CaseFeature[];
  readonly clusterings: ReadonlyMap<Origin, readonly TextClustering[]>;
}

/** Tells whether a case lies in the cluster that an aim means. */
export type InCluster = (aim: Pick<AimRecord, 'origin' | 'feature'>) => (item: Case) => boolean;

/** How much of a text is embedded: what it is about shows early, and models read a few hundred tokens. */
const mostCharacters = 500;
const atATime = 64;

/**
 * Embeds the cases of a run and divides them into clusters, each origin by itself. Null where the suite names no embedder, or
 * there are too few cases or no difference between them. Throws what the embedder throws.
 */
export async function suiteClusters(
  loaded: LoadedSuite,
  observed: readonly ObservedCase[],
  signal: AbortSignal,
  onEmbedded: (done: number, planned: number) => void = () => {},
): Promise<SuiteClusters | null> {
  const { embedder } = loaded.suite.models;
  const arms = [...groupBy(observed, ({ origin }) => origin)].filter(([, arm]) => canCluster(arm));
  if (embedder === undefined || arms.length === 0) return null;
  const texts = arms.flatMap(([, arm]) => arm.map(({ text }) => text));
  const vectors = await embedded(loaded, texts, signal, onEmbedded);
  const clusterings = new Map(arms.map(([origin, arm]) => [origin, clusterTexts(arm, vectors.of)]));
  return {
    embedder,
    texts: vectors.texts,
    clusterings,
    clustersOf({ origin, text }) {
      const own = clusterings.get(origin);
      return own === undefined ? [] : clusterFeatures(own, vectors.of(text));
    },
  };
}

/**
 * Tells of other cases in which of the clusters each lies: that whose centroid is nearest. They are embedded where one of the
 * aims is a cluster; else nothing is asked.
 */
export async function clusterMembership(
  loaded: LoadedSuite,
  aims: readonly AimRecord[],
  clusters: Pick<SuiteClusters, 'clusterings'> | null,
  cases: readonly Case[],
  signal: AbortSignal,
): Promise<InCluster> {
  if (aims.every(({ embedder }) => embedder === undefined)) return () => () => false;
  if (clusters === null) throw new TypeError('an aim is a cluster, and there are none');
  const { clusterings } = clusters;
  const textOf = ({ input }: Case) => inputText(input);
  const vectors = await embedded(loaded, cases.map(textOf), signal);
  return ({ origin, feature }) => {
    const own = clusterings.get(origin) ?? [];
    return (item) => clusterFeatures(own, vectors.of(textOf(item))).some(({ name }) => name === feature);
  };
}

/** The vectors of texts, with surrogates for personal data where the suite wants that. */
async function embedded(
  loaded: LoadedSuite,
  texts: readonly string[],
  signal: AbortSignal,
  onEmbedded: (done: number, planned: number) => void = () => {},
) {
  const different = [...new Set(texts)];
  const told = loaded.suite.data.redact === true ? await redactTexts(different) : different;
  const sent = new Map(different.map((text, at) => [text, beginning(told[at] ?? '')]));
  const parts = [...new Set(sent.values())];
  const vectors = new Map<string, Float32Array>();
  const embedder = await openSuiteEmbedder(loaded);
  if (embedder === null) throw new TypeError('the suite names no embedder');
  try {
    for (let at = 0; at < parts.length; at += atATime) {
      const batch = parts.slice(at, at + atATime);
      for (const [index, vector] of (await embedder.embed(batch, signal)).entries())
        vectors.set(batch[index] ?? '', vector);
      onEmbedded(vectors.size, parts.length);
    }
  } finally {
    await embedder.close?.();
  }
  const of = (text: string): Float32Array => {
    const vector = vectors.get(sent.get(text) ?? '');
    if (vector === undefined) throw new TypeError('a text was not embedded');
    return vector;
  };
  return { texts: parts.length, of };
}

/** Whole characters: half of a pair is no text. */
function beginning(text: string): string {
  return [...text.slice(0, 2 * mostCharacters)].slice(0, mostCharacters).join('');
}
