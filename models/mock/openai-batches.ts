import { z } from 'zod';
import { type Batch, type BatchDesk, type BatchItem, batchDesk } from './batches.ts';
import { jsonReply, type MockReply } from './mock-request.ts';

const createSchema = z.object({
  input_file_id: z.string(),
  endpoint: z.string(),
  completion_window: z.string(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
const lineSchema = z.object({ custom_id: z.string(), url: z.string(), body: z.unknown() });
type Asked = z.infer<typeof createSchema>;

/** OpenAI's files and batches. */
export interface OpenaiBatches {
  upload(name: string, purpose: string, content: string): MockReply;
  file(id: string): MockReply | null;
  /** The bytes of a file; null where there is none. */
  content(id: string): string | null;
  remove(id: string): MockReply | null;
  /** Null where the input file is not there; throws a ZodError where a line of it is no request. */
  create(body: unknown): MockReply | null;
  batch(id: string): MockReply | null;
  cancel(id: string): MockReply | null;
  list(): MockReply;
}

interface StoredFile {
  readonly name: string;
  readonly purpose: string;
  readonly content: string;
}

/** Files and batches in memory; `reply` answers one request of a batch. */
export function openaiBatches(options: {
  readonly seed: number;
  readonly durationMs: number;
  readonly reply: (item: BatchItem, index: number) => MockReply;
}): OpenaiBatches {
  const files = new Map<string, StoredFile>();
  const desk: BatchDesk<Asked> = batchDesk<Asked>({ ...options, prefix: 'batch' });
  const stored = (id: string, file: StoredFile) => {
    files.set(id, file);
    return id;
  };
  const shown = (id: string, { name, purpose, content }: StoredFile) => ({
    id,
    object: 'file',
    bytes: Buffer.byteLength(content),
    created_at: 0,
    filename: name,
    purpose,
    status: 'processed',
  });
  const described = (batch: Batch<Asked>) => {
    const done = desk.isDone(batch);
    const results = done ? desk.results(batch) : [];
    const failed = results.filter(({ reply }) => reply.status !== 200);
    const passed = results.filter(({ reply }) => reply.status === 200);
    const written = (kind: string, lines: typeof results) =>
      lines.length === 0
        ? null
        : stored(`file-${batch.id}-${kind}`, {
            name: `${kind}.jsonl`,
            purpose: 'batch_output',
            content: lines.map(({ item, reply }) => resultLine(item, reply)).join(''),
          });
    return {
      id: batch.id,
      object: 'batch',
      ...batch.asked,
      created_at: 0,
      status: batch.isCancelled ? 'cancelled' : done ? 'completed' : 'in_progress',
      output_file_id: written('output', passed),
      error_file_id: written('errors', failed),
      request_counts: { total: batch.items.length, completed: passed.length, failed: failed.length },
    };
  };
  const orNull = <Value>(value: Value | null | undefined, then: (value: Value) => MockReply) =>
    value == null ? null : then(value);
  return {
    upload(name, purpose, content) {
      const id = `file-${files.size + 1}`;
      const file = { name, purpose, content };
      stored(id, file);
      return jsonReply(shown(id, file));
    },
    file: (id) => orNull(files.get(id), (file) => jsonReply(shown(id, file))),
    content: (id) => files.get(id)?.content ?? null,
    remove: (id) => (files.delete(id) ? jsonReply({ id, object: 'file', deleted: true }) : null),
    create(body) {
      const asked = createSchema.parse(body);
      return orNull(files.get(asked.input_file_id), ({ content }) => {
        const items = content
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => lineSchema.parse(JSON.parse(line)))
          .map(({ custom_id, body: request }) => ({ customId: custom_id, body: request }));
        return jsonReply(described(desk.create(asked, items)));
      });
    },
    batch: (id) => orNull(desk.get(id), (batch) => jsonReply(described(batch))),
    cancel: (id) =>
      orNull(desk.get(id), (batch) => {
        batch.isCancelled = true;
        return jsonReply(described(batch));
      }),
    list: () => jsonReply({ object: 'list', data: desk.all().map(described), has_more: false }),
  };
}

function resultLine({ customId }: BatchItem, { status, body }: MockReply): string {
  const value = body.kind === 'json' ? body.value : null;
  const response = { status_code: status, request_id: `req_${customId}`, body: value };
  return `${JSON.stringify({ id: `batch_req_${customId}`, custom_id: customId, response, error: null })}\n`;
}
