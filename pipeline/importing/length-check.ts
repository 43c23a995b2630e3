import { withDocuments } from '../../core/with-documents.ts';
import type { ImportedRow } from '../../datasets/formats/import-row.ts';
import { asSent } from '../../datasets/formats/turns.ts';
import type { ModelTokens } from '../../models/tokens/open-token-counter.ts';
import { conversationTokens } from '../../models/tokens/token-counter.ts';

/** Rows that are longer than the model reads. */
export interface LongRows {
  /** What counted. */
  readonly tokenizer: string;
  /** False where it is an estimate. */
  readonly exact: boolean;
  readonly limit: number;
  /** Line or position of each, and its tokens. */
  readonly rows: readonly { readonly row: number; readonly tokens: number }[];
}

/** More than so much of a message is its chat format in no model. */
const mostAround = 16;

/** Measures rows one by one against a limit; null where no limit is known. */
export class LengthCheck {
  readonly #tokens: ModelTokens;
  readonly #limit: number | null;
  readonly #instructions: string;
  readonly #rows: { readonly row: number; readonly tokens: number }[] = [];

  constructor(tokens: ModelTokens, maxTokens: number | null, instructions: string) {
    this.#tokens = tokens;
    this.#limit = maxTokens ?? tokens.contextTokens;
    this.#instructions = instructions;
  }

  add({ number, input, answer }: ImportedRow): void {
    if (this.#limit === null) return;
    const asked = asSent(withDocuments(input), this.#instructions);
    const said = answer === null ? asked : [...asked, { content: answer }];
    // A token is a byte at least: what has fewer bytes need not be counted.
    const most = said.reduce((sum, { content }) => sum + mostAround + Buffer.byteLength(content), 0);
    if (most <= this.#limit) return;
    const tokens = conversationTokens(this.#tokens.counter, said);
    if (tokens > this.#limit) this.#rows.push({ row: number, tokens });
  }

  result(): LongRows | null {
    if (this.#limit === null) return null;
    const { name, exact } = this.#tokens.counter;
    return { tokenizer: name, exact, limit: this.#limit, rows: this.#rows };
  }
}
