import type { EmbeddingModel } from '../../../../models/embedders/llama-cpp-embedder.ts';

interface Log {
  readonly texts: string[];
  readonly options: object[];
  readonly freed: string[];
  mostAtOnce: number;
}

/** What node-llama-cpp gives of a model file, without a file; the vectors tell texts apart by their letters. */
export function fakeEmbeddingModel({
  refuses = null,
  hasContext = true,
  hangs = false,
}: {
  readonly refuses?: string | null;
  readonly hasContext?: boolean;
  readonly hangs?: boolean;
} = {}): { readonly load: () => Promise<EmbeddingModel>; readonly log: Log; readonly finish: () => void } {
  const log: Log = { texts: [], options: [], freed: [], mostAtOnce: 0 };
  let atOnce = 0;
  let finish = () => {};
  const finished = hangs
    ? new Promise<void>((resolve) => {
        finish = resolve;
      })
    : Promise.resolve();
  const load = async (): Promise<EmbeddingModel> => ({
    threads: { threads: 1 },
    model: {
      async createEmbeddingContext(options) {
        if (!hasContext) throw new Error('Computing embeddings is not supported for encoder-decoder models.');
        log.options.push(options);
        return {
          async getEmbeddingFor(text) {
            log.texts.push(text);
            log.mostAtOnce = Math.max(log.mostAtOnce, ++atOnce);
            await finished;
            atOnce--;
            if (text === refuses) throw new Error('Input is longer than the usable context size.');
            return { vector: lettersOf(text) };
          },
          async dispose() {
            log.freed.push('context');
          },
        };
      },
    },
    async dispose() {
      log.freed.push('model');
    },
  });
  return { load, log, finish: () => finish() };
}

function lettersOf(text: string): readonly number[] {
  const vector = new Array<number>(64).fill(0.001);
  for (const [index, letter] of [...text].entries()) {
    const at = ((letter.codePointAt(0) ?? 0) * 7 + index * 3) % 64;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  return vector;
}
