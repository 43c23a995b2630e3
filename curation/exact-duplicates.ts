import type { Candidate, CaseId, CaseInput } from '../core/case.ts';
import { shortDigest } from '../core/digest.ts';
import { canonicalJson, type Json } from '../core/json.ts';

/**
 * Finds what already says the same. Across clusters texts are compared normalised: NFKC, lower case, without white
 * space and punctuation, save inside numbers. Inside a cluster, where a case may differ from its parent in nothing but case or
 * punctuation on purpose, they are compared as they are.
 */
export class ExactDuplicates {
  readonly #byText = new Map<string, CaseId>();
  readonly #byMeaning = new Map<string, { readonly id: CaseId; readonly cluster: string }[]>();

  add(item: Pick<Candidate, 'input'> & { readonly id: CaseId; readonly cluster: string }): void {
    const { text, meaning } = keysOf(item);
    if (!this.#byText.has(text)) this.#byText.set(text, item.id);
    const same = this.#byMeaning.get(meaning) ?? [];
    this.#byMeaning.set(meaning, [...same, { id: item.id, cluster: item.cluster }]);
  }

  /** The case that says the same, or null. The first that was added wins. With `null` no cluster is excused. */
  find(candidate: Pick<Candidate, 'input'>, cluster: string | null): CaseId | null {
    const { text, meaning } = keysOf(candidate);
    const equal = this.#byText.get(text);
    if (equal !== undefined) return equal;
    return this.#byMeaning.get(meaning)?.find((other) => other.cluster !== cluster)?.id ?? null;
  }
}

interface Keys {
  readonly text: string;
  readonly meaning: string;
}

const keys = new WeakMap<CaseInput, Keys>();

/** The keys of an input; made once. */
function keysOf({ input }: Pick<Candidate, 'input'>): Keys {
  const known = keys.get(input);
  if (known !== undefined) return known;
  // Inputs are plain data by their types; JSON has no narrower name for that.
  const made = { text: shortDigest(canonicalJson(input as unknown as Json)), meaning: meaningKey(input) };
  keys.set(input, made);
  return made;
}

function meaningKey(input: CaseInput): string {
  const said = input.messages.map((message) => message.content);
  const texts = [...said, ...(input.documents ?? []).map((document) => document.text)];
  // Tools are plain data by their types; JSON has no narrower name for that.
  const tools = canonicalJson((input.tools ?? []) as unknown as Json);
  return shortDigest([...texts.map(normalised), tools].join('\n'));
}

function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, (gap, at: number, whole: string) => {
      // 1.5 is not 15, and -5 is not 5.
      const isBeforeDigit = /\d/.test(whole.charAt(at + gap.length));
      if (isBeforeDigit && /\d/.test(whole.charAt(at - 1))) return gap.replace(/\s+/g, ' ');
      return isBeforeDigit && /(?:^|\s)-$/.test(gap) && (at === 0 || gap.length > 1) ? '-' : '';
    });
}
