import { z } from 'zod';
import { BadRequest } from './bad-request.ts';
import { type InputProblem, readBatchInput } from './batch-input.ts';
import { type Batch, type BatchDesk, type BatchOptions, type BatchResult, batchDesk } from './batches.ts';
import { errorReply } from './errors.ts';
import { jsonReply, type MockReply } from './mock-request.ts';
import type { OpenaiFiles } from './openai-files.ts';

const createSchema = z.object({
  input_file_id: z.string(),
  endpoint: z.enum(['/v1/chat/completions', '/v1/responses', '/v1/embeddings']),
  completion_window: z.literal('24h'),
  metadata: z.record(z.string(), z.string()).nullish(),
});
interface Asked {
  readonly request: z.infer<typeof createSchema>;
  readonly problems: readonly InputProblem[];
}

/** OpenAI's batches. */
export interface OpenaiBatches {
  /** Throws BadRequest where the input file is not there. */
  create(body: unknown): MockReply;
  batch(id: string): MockReply | null;
  /** A conflict where the batch has ended. */
  cancel(id: string): MockReply | null;
  list(): MockReply;
}

/** Batches in memory, whose input and results are `files`. */
export function openaiBatches(files: OpenaiFiles, options: BatchOptions): OpenaiBatches {
  const desk: BatchDesk<Asked> = batchDesk<Asked>('batch', options);
  const fileOf = (id: string, kind: 'output' | 'error', results: readonly BatchResult[]) => {
    if (results.length === 0) return null;
    const content = results.map(resultLine).join('');
    return files.store({ name: `${kind}.jsonl`, purpose: 'batch_output', content }, `file-${id}-${kind}`);
  };
  const described = (batch: Batch<Asked>) => {
    const { id, asked, items, results } = batch;
    const passed = results.filter(({ reply }) => reply.status === 200);
    const failed = results.filter(({ reply }) => reply.status !== 200);
    return jsonReply({
      id,
      object: 'batch',
      ...asked.request,
      created_at: 0,
      status: statusOf(batch),
      errors: asked.problems.length === 0 ? null : { object: 'list', data: asked.problems },
      output_file_id: fileOf(id, 'output', passed),
      error_file_id: fileOf(id, 'error', failed),
      request_counts: { total: items.length, completed: passed.length, failed: failed.length },
    });
  };
  return {
    create(body) {
      const request = createSchema.parse(body);
      const content = files.content(request.input_file_id);
      if (content === null) throw new BadRequest(`input_file_id: there is no file ${request.input_file_id}`);
      const { items, problems } = readBatchInput(content, request.endpoint);
      return described(desk.create({ request, problems }, problems.length === 0 ? items : []));
    },
    batch(id) {
      const batch = desk.get(id);
      return batch === null ? null : described(batch);
    },
    cancel(id) {
      const before = desk.get(id);
      if (before === null) return null;
      if (before.state !== 'going')
        return errorReply('openai', 409, `a batch that is ${statusOf(before)} cannot be cancelled`);
      return described(desk.cancel(id) ?? before);
    },
    list() {
      const data = desk.all().map((batch) => described(batch).body);
      return jsonReply({
        object: 'list',
        data: data.map((body) => (body.kind === 'json' ? body.value : null)),
        has_more: false,
      });
    },
  };
}

/** A batch whose input is no good is told so when another would be done. */
function statusOf({ asked, state }: Batch<Asked>): string {
  if (state === 'cancelled') return 'cancelled';
  if (asked.problems.length > 0) return state === 'going' ? 'validating' : 'failed';
  return state === 'going' ? 'in_progress' : 'completed';
}

function resultLine({ item: { customId }, reply: { status, body } }: BatchResult): string {
  const value = body.kind === 'json' ? body.value : null;
  const response = { status_code: status, request_id: `req_${customId}`, body: value };
  return `${JSON.stringify({ id: `batch_req_${customId}`, custom_id: customId, response, error: null })}\n`;
}
