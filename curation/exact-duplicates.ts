import { type Candidate, type CaseId, inputText } from '../core/case.ts';
import { shortDigest } from '../core/digest.ts';
import { canonicalJson, type Json } from '../core/json.ts';

/**
 * Finds what already says the same. Across clusters texts are compared normalised: NFKC, lower case, without white
 * space and punctuation. Inside a cluster, where a case may differ from its parent in nothing but case or
 * punctuation on purpose, they are compared as they are.
 */
export class ExactDuplicates {
  readonly #byText = new Map<string, CaseId>();
  readonly #byMeaning = new Map<string, { readonly id: CaseId; readonly cluster: string }[]>();

  add(item: Pick<Candidate, 'input'> & { readonly id: CaseId; readonly cluster: string }): void {
    this.#byText.set(inputKey(item), item.id);
    const key = meaningKey(item);
    const same = this.#byMeaning.get(key) ?? [];
    this.#byMeaning.set(key, [...same, { id: item.id, cluster: item.cluster }]);
  }

  /** The case that says the same, or null. The first that was added wins. */
  find(candidate: Pick<Candidate, 'input'>, cluster: string): CaseId | null {
    const equal = this.#byText.get(inputKey(candidate));
    if (equal !== undefined) return equal;
    return this.#byMeaning.get(meaningKey(candidate))?.find((other) => other.cluster !== cluster)?.id ?? null;
  }
}

function inputKey({ input }: Pick<Candidate, 'input'>): string {
  // Inputs are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson(input as unknown as Json));
}

function meaningKey({ input }: Pick<Candidate, 'input'>): string {
  const context = input.messages.slice(0, -1).map((message) => message.content);
  const texts = [...context, inputText(input), ...(input.documents ?? []).map((document) => document.text)];
  return shortDigest(texts.map(normalised).join('\n'));
}

function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '');
}
