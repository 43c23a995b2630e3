import { parseArgs } from 'node:util';
import { GramSet } from '../../curation/gram-set.ts';
import { JaccardIndex } from '../../curation/jaccard-index.ts';
import { plainText } from '../../curation/plain-text.ts';
import { charGrams } from '../../curation/text-grams.ts';
import { textMaker } from './made-texts.ts';

/**
 * Near duplicates among short texts: one of each pair is kept, as generation does it. A tenth of the texts are changed
 * copies of another, 0.85 alike by their character 5-grams. Run it with `npm run bench:near-duplicates`.
 */
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '10000,50000,100000,300000,1000000' } },
});
const least = 0.8;
const planted = 0.85;

interface Made {
  readonly texts: readonly string[];
  /** Index of a copy → index of what it was made of. */
  readonly copies: ReadonlyMap<number, number>;
}

function make(size: number): Made {
  const maker = textMaker(size);
  const originals = Math.round(size / 1.1);
  const texts = Array.from({ length: originals }, () => maker.text());
  const copies = new Map<number, number>();
  for (let of = 0; texts.length < size; of = (of + 7) % originals) {
    const copy = copyOf(texts[of] ?? '', maker);
    if (copy === null) continue;
    copies.set(texts.length, of);
    texts.push(copy);
  }
  return { texts, copies };
}

/** A copy that is between 0.84 and 0.86 alike; null where chance does not give one. */
function copyOf(text: string, maker: ReturnType<typeof textMaker>): string | null {
  for (let tries = 0; tries < 40; tries++) {
    const copy = maker.changed(text, 1 + (tries % 2));
    if (Math.abs(jaccardOfStrings(text, copy) - planted) <= 0.01) return copy;
  }
  return null;
}

/** By the 5-grams themselves, for what the index says by their hashes. */
function jaccardOfStrings(a: string, b: string): number {
  const grams = (text: string) => {
    const plain = plainText(text);
    return new Set(Array.from({ length: Math.max(1, plain.length - 4) }, (_, at) => plain.slice(at, at + 5)));
  };
  const [one, two] = [grams(a), grams(b)];
  let shared = 0;
  for (const gram of one) if (two.has(gram)) shared++;
  return shared / (one.size + two.size - shared);
}

/** Seconds of processor that the work took, on all threads. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Nobody can look for duplicates without reading the texts. */
function floor(texts: readonly string[]): number {
  const grams = new GramSet();
  return cpuOf(() => {
    for (const text of texts) grams.fill(charGrams(plainText(text)));
  });
}

function measure(size: number): readonly (string | number)[] {
  const { texts, copies } = make(size);
  globalThis.gc?.();
  const index = new JaccardIndex();
  const grams = new GramSet();
  const kept: number[] = [];
  const pairs: (readonly [text: number, of: number, value: number])[] = [];
  const started = performance.now();
  const cpu = cpuOf(() => {
    for (const [text, said] of texts.entries()) {
      grams.fill(charGrams(plainText(said)));
      const [nearest] = index.near(grams, least);
      if (nearest !== undefined) pairs.push([text, kept[nearest.set] ?? 0, nearest.value]);
      else kept[index.add(grams)] = text;
    }
  });
  const seconds = (performance.now() - started) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  const found = new Set(pairs.map(([text]) => text));
  const missed = [...copies].filter(([copy, of]) => !found.has(copy) && !found.has(of)).length;
  const wrong = pairs.filter(([text, of, value]) => {
    const true_ = jaccardOfStrings(texts[text] ?? '', texts[of] ?? '');
    return true_ < least || Math.abs(true_ - value) > 1e-3;
  }).length;
  return [
    size,
    copies.size,
    seconds.toFixed(1),
    cpu.toFixed(1),
    (cpu / floor(texts)).toFixed(1),
    ((1e6 * cpu) / size).toFixed(0),
    `${((100 * (copies.size - missed)) / copies.size).toFixed(2)} %`,
    wrong,
    `${peak.toFixed(0)} MB`,
  ];
}

console.log(
  '| texts | planted pairs | wall s | cpu s | × floor | µs a text | recall | wrong pairs | peak memory |',
);
console.log('| --: | --: | --: | --: | --: | --: | --: | --: | --: |');
for (const size of values.sizes.split(',').map(Number)) console.log(`| ${measure(size).join(' | ')} |`);
