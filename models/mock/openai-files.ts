import { jsonReply, type MockReply } from './mock-request.ts';

/** OpenAI's files, in memory. */
export interface OpenaiFiles {
  /** The id that the content gets; one that was there is put in its place. */
  store(file: StoredFile, id?: string): string;
  described(id: string): MockReply | null;
  /** The text of a file; null where there is none. */
  content(id: string): string | null;
  remove(id: string): MockReply | null;
  list(): MockReply;
}

export interface StoredFile {
  readonly name: string;
  readonly purpose: string;
  readonly content: string;
}

/** No files yet. */
export function openaiFiles(): OpenaiFiles {
  const files = new Map<string, StoredFile>();
  let uploads = 0;
  const shown = (id: string, { name, purpose, content }: StoredFile) => ({
    id,
    object: 'file',
    bytes: Buffer.byteLength(content),
    created_at: 0,
    filename: name,
    purpose,
    status: 'processed',
  });
  return {
    store(file, id = `file-${++uploads}`) {
      files.set(id, file);
      return id;
    },
    described(id) {
      const file = files.get(id);
      return file === undefined ? null : jsonReply(shown(id, file));
    },
    content: (id) => files.get(id)?.content ?? null,
    remove: (id) => (files.delete(id) ? jsonReply({ id, object: 'file', deleted: true }) : null),
    list: () =>
      jsonReply({
        object: 'list',
        data: [...files].map(([id, file]) => shown(id, file)),
        has_more: false,
      }),
  };
}
