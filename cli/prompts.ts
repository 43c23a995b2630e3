/** A key and what it means. */
export type Key = readonly [key: string, meaning: string];

/** What a person can be asked at a terminal. Every answer is null where they leave: Ctrl-C, Esc or a signal. */
export interface Prompts {
  /** One key of those offered. */
  key(message: string, keys: readonly Key[]): Promise<string | null>;
  /** One of a list, by its place. */
  choice(message: string, choices: readonly string[]): Promise<number | null>;
  /** A line of text; `problem` says why one will not do. */
  line(
    message: string,
    options?: { readonly initial?: string; readonly problem?: (text: string) => string | null },
  ): Promise<string | null>;
}

const choicesShown = 12;

/** Prompts at the terminal of this process; they end when the signal aborts. */
export async function terminalPrompts(signal: AbortSignal): Promise<Prompts> {
  const { isCancel, select, selectKey, text } = await import('@clack/prompts');
  return {
    async key(message, keys) {
      const options = keys.map(([value, label]) => ({ value, label }));
      const key = await selectKey({ message, options, signal });
      return isCancel(key) ? null : key;
    },
    async choice(message, choices) {
      const options = choices.map((label, value) => ({ value, label }));
      const chosen = await select({ message, options, maxItems: choicesShown, signal });
      return isCancel(chosen) ? null : chosen;
    },
    async line(message, { initial = '', problem = () => null } = {}) {
      const validate = (value: string | undefined) => problem(value ?? '') ?? undefined;
      const line = await text({ message, initialValue: initial, validate, signal });
      return isCancel(line) ? null : (line ?? '');
    },
  };
}
