import type { CaseInput, Expected } from '../core/case.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { TemplateError } from './liquid.ts';

/** The inputs that a generator has offered, so that none is offered twice. */
export class OfferedInputs {
  readonly #expected = new Map<string, string>();

  /**
   * True for an input that is new, which is then known. Throws a {@link TemplateError} where the same input was
   * offered with another expected value: one of the two must be wrong, and nothing says which.
   */
  add(input: CaseInput, expected: Expected): boolean {
    // Plain data by their types; JSON has no narrower name for that.
    const [key, value] = [
      canonicalJson(input as unknown as Json),
      canonicalJson(expected as unknown as Json),
    ];
    const before = this.#expected.get(key);
    if (before === undefined) {
      this.#expected.set(key, value);
      return true;
    }
    if (before === value) return false;
    const text = JSON.stringify(input.messages.at(-1)?.content);
    throw new TemplateError(`the same text has two expected values, ${before} and ${value}: ${text}`);
  }
}

/** So many draws in a row without a new input end a generator that draws at random. */
export const maxFruitlessDraws = 1000;
