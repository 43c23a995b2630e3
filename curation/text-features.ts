import { type SymmetricMatrix, symmetricMatrix } from '../stats/symmetric-matrix.ts';

/** What some texts have and others do not; texts are numbered as they were handed over. */
export interface TextFeatures {
  /** Feature → the texts that have it, in ascending order. */
  readonly holders: ReadonlyMap<string, readonly number[]>;
  /** What a text gives to each of its features. */
  readonly weights: readonly ReadonlyMap<string, number>[];
  /** Inner products of the texts; 1 with themselves, save for a text without words. */
  readonly kernel: SymmetricMatrix;
}

/** What comes after so many characters is not read. */
const longestRead = 4000;
const gram = 3;
/** Shares of the squared length of a text's vector. */
const shares = { words: 0.45, characters: 0.45, length: 0.1 } as const;

/**
 * Features by which texts can be told apart, as the names that people read: words and pairs of neighbours with their
 * capitals, punctuation marks, runs of 3 characters, and how long the text is (in doublings). Each counts once a text, and
 * each kind has its share, whatever the length.
 */
export function textFeatures(texts: readonly string[]): TextFeatures {
  const weights = texts.map(weightsOf);
  const holders = new Map<string, number[]>();
  for (const [at, own] of weights.entries()) {
    for (const name of own.keys()) {
      const list = holders.get(name);
      if (list === undefined) holders.set(name, [at]);
      else list.push(at);
    }
  }
  return { holders, weights, kernel: kernelOf(weights) };
}

function weightsOf(text: string): ReadonlyMap<string, number> {
  const read = text.slice(0, longestRead);
  const tokens = read.match(/[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]/gu) ?? [];
  const pairs = tokens.slice(1).map((token, at) => `“${tokens[at]} ${token}”`);
  const characters = Array.from(
    { length: Math.max(0, read.length - gram + 1) },
    (_, at) => `characters ${JSON.stringify(read.slice(at, at + gram))}`,
  );
  const weights = new Map<string, number>();
  const add = (names: readonly string[], share: number) => {
    const own = new Set(names);
    for (const name of own) weights.set(name, Math.sqrt(share / own.size));
  };
  add([...tokens.map((token) => `“${token}”`), ...pairs], shares.words);
  add(characters, shares.characters);
  add([lengthName(tokens.length)], shares.length);
  return weights;
}

function lengthName(tokens: number): string {
  const least = tokens === 0 ? 0 : 2 ** Math.floor(Math.log2(tokens));
  return tokens < 2 ? `${tokens} words or marks` : `${least} to ${2 * least - 1} words or marks`;
}

/** Adds up feature by feature: those that one text alone has cost nothing. */
function kernelOf(weights: readonly ReadonlyMap<string, number>[]): SymmetricMatrix {
  const ids = new Map<string, number>();
  const rows = weights.map((own) => {
    const keys = Uint32Array.from(own.keys(), (name) => {
      const id = ids.get(name) ?? ids.size;
      ids.set(name, id);
      return id;
    });
    return { keys, values: Float64Array.from(own.values()) };
  });
  const open = new Float64Array(ids.size);
  let opened = -1;
  return symmetricMatrix(rows.length, (i, j) => {
    const [row, other] = [rows[i], rows[j]];
    if (row === undefined || other === undefined) return 0;
    if (opened !== i) {
      open.fill(0);
      for (const [at, key] of row.keys.entries()) open[key] = row.values[at] ?? 0;
      opened = i;
    }
    let sum = 0;
    for (let at = 0; at < other.keys.length; at++)
      sum += (open[other.keys[at] ?? 0] ?? 0) * (other.values[at] ?? 0);
    return sum;
  });
}
