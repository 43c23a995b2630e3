import { createHmac } from 'node:crypto';
import { createRandom } from '../../core/random.ts';
import type { Detector } from './detector.ts';
import { detectorOf, findIdentifiers } from './find-identifiers.ts';
import { type KnownSpan, KnownValues } from './known-values.ts';

/** So often another surrogate is drawn where two values would share one, or where it looks like another kind of identifier; then it is taken. */
const mostDraws = 50;

/**
 * Surrogates of a set: the same value has the same one wherever and however it is written, and two values have two as long
 * as their range has room. Each is drawn by an HMAC of the value under the key, so that nobody without the key can find the
 * value by trying.
 */
export class Surrogates {
  readonly #key: string;
  /** Type and value → how many draws it took, and what came of them. */
  readonly #known = new Map<string, { readonly draw: number; readonly canonical: string }>();
  /** Type and surrogate. */
  readonly #given = new Set<string>();
  readonly #written = new KnownValues();

  constructor(key: string) {
    this.#key = key;
  }

  /** The surrogate of a value, in the form in which the value is written. */
  of(type: string, text: string): string {
    const { parts = (whole: string) => [whole] } = detectorOf(type);
    const surrogate = parts(text)
      .map((part) => this.#ofPart(type, part))
      .join(' ');
    this.#written.add({ type, text: surrogate });
    return surrogate;
  }

  /** Where surrogates that were given out stand in a text, as they were written. */
  find(text: string): readonly KnownSpan[] {
    return this.#written.find(text);
  }

  /** Whether a text is a surrogate that was given out. */
  has(type: string, text: string): boolean {
    const { parts = (whole: string) => [whole] } = detectorOf(type);
    return parts(text).every((part) => this.#given.has(`${type} ${detectorOf(type).canonical(part)}`));
  }

  #ofPart(type: string, text: string): string {
    const detector = detectorOf(type);
    const value = `${type} ${detector.canonical(text)}`;
    const known = this.#known.get(value);
    if (known !== undefined)
      return detector.written?.(text, known.canonical) ?? this.#drawn(detector, text, value, known.draw);
    for (let draw = 0; ; draw++) {
      const surrogate = this.#drawn(detector, text, value, draw);
      const canonical = detector.canonical(surrogate);
      const isUsable =
        !this.#given.has(`${type} ${canonical}`) &&
        findIdentifiers(surrogate).every((one) => one.type === type);
      if (!isUsable && draw < mostDraws) continue;
      this.#known.set(value, { draw, canonical });
      this.#given.add(`${type} ${canonical}`);
      return surrogate;
    }
  }

  #drawn({ surrogate }: Detector, text: string, value: string, draw: number): string {
    const seed = createHmac('sha256', this.#key).update(`${draw} ${value}`).digest('hex');
    return surrogate(text, createRandom(seed));
  }
}
