import { z } from 'zod';
import { messageOf } from '../../core/errors.ts';
import type { BatchItem } from './batches.ts';

const lineSchema = z.object({
  custom_id: z.string(),
  method: z.literal('POST'),
  url: z.string(),
  body: z.record(z.string(), z.json()),
});

/** What is wrong with a line of a batch's input file, as OpenAI writes it. */
export interface InputProblem {
  readonly code: string;
  readonly message: string;
  readonly param: null;
  /** 1-based; null where the whole file is meant. */
  readonly line: number | null;
}

/** The requests in OpenAI's input file of a batch; one problem makes the whole batch fail, as there. */
export function readBatchInput(
  content: string,
  endpoint: string,
): { readonly items: readonly BatchItem[]; readonly problems: readonly InputProblem[] } {
  const items: BatchItem[] = [];
  const problems: InputProblem[] = [];
  const names = new Set<string>();
  for (const [at, text] of content.split('\n').entries()) {
    if (text.trim() === '') continue;
    const problem = (code: string, message: string) =>
      problems.push({ code, message, param: null, line: at + 1 });
    try {
      const { custom_id, url, body } = lineSchema.parse(JSON.parse(text));
      if (names.has(custom_id)) problem('duplicate_custom_id', `\`${custom_id}\` came before`);
      if (url !== endpoint) problem('mismatched_url', `the batch is of ${endpoint}, this line of ${url}`);
      names.add(custom_id);
      items.push({ customId: custom_id, path: url, body });
    } catch (error) {
      problem('invalid_json_line', error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error));
    }
  }
  if (items.length === 0 && problems.length === 0)
    problems.push({
      code: 'empty_file',
      message: 'there is no request in the file',
      param: null,
      line: null,
    });
  return { items, problems };
}
