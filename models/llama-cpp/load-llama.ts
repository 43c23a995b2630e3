import { statSync } from 'node:fs';
import { fault, messageOf } from '../../core/errors.ts';
import { type ModelMetadata, readGgufMetadata } from '../gguf/gguf-metadata.ts';
import { type Llama, type LlamaModel, type LlamaPackage, loadLlamaPackage } from './llama-package.ts';

/** A model that lies in memory, with what it says of itself. */
export interface LoadedLlama {
  readonly package: LlamaPackage;
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly metadata: ModelMetadata;
  /** How many threads pay for a model of this size; left out: the package's own choice. */
  readonly threads: { readonly threads?: number };
  dispose(): Promise<void>;
}

/** Idle threads spin: below this size one thread is faster than two. */
const smallModelBytes = 1e9;

/**
 * Loads a GGUF file with node-llama-cpp, on the GPU where there is one. Throws MODEL_FILE where the file is no GGUF or
 * cannot be read by llama.cpp, and MODEL_PACKAGE where the package is not installed.
 */
export async function loadLlama(file: string): Promise<LoadedLlama> {
  const metadata = readGgufMetadata(file);
  const loaded = await loadLlamaPackage();
  try {
    const llama = await loaded.getLlama({
      build: 'never',
      gpu: 'auto',
      logLevel: 'error',
      progressLogs: false,
    });
    const model = await llama.loadModel({ modelPath: file });
    return {
      package: loaded,
      llama,
      model,
      metadata,
      threads: statSync(file).size < smallModelBytes ? { threads: 1 } : {},
      dispose: async () => {
        await model.dispose();
        await llama.dispose();
      },
    };
  } catch (error) {
    throw fault('MODEL_FILE', `${file} cannot be loaded by llama.cpp: ${messageOf(error)}`, {
      place: { file, line: null, column: null },
      hint: 'is the download complete, and its architecture known to this version of node-llama-cpp?',
      cause: error,
    });
  }
}
