import { fault } from '../../core/errors.ts';

/**
 * What is used of node-llama-cpp 3, an optional package of some hundred megabytes that is loaded on demand.
 * Its own types are not there where it is not installed.
 */
export interface LlamaPackage {
  getLlama(options: {
    readonly build: 'never';
    readonly gpu: 'auto' | false;
    readonly logLevel: string;
    readonly progressLogs: false;
  }): Promise<Llama>;
  resolveChatWrapper(model: LlamaModel, options: { readonly warningLogs: false }): ChatWrapper;
  readonly LlamaChat: new (options: {
    readonly contextSequence: Sequence;
    readonly chatWrapper: ChatWrapper;
  }) => LlamaChat;
  readonly LlamaGrammarEvaluationState: new (options: {
    readonly model: LlamaModel;
    readonly grammar: Grammar;
  }) => GrammarState;
}

export type Token = number;
/** Opaque to us: made by the package and handed back to it. */
export interface Grammar {
  readonly trimWhitespaceSuffix: boolean;
}
export interface GrammarState {
  clone(): GrammarState;
}

export interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: object): Promise<Grammar>;
  dispose(): Promise<void>;
}

export interface LlamaModel {
  readonly tokenizer: unknown;
  readonly trainContextSize: number;
  tokenize(text: string): Token[];
  detokenize(tokens: readonly Token[], specialTokens?: boolean, lastTokens?: readonly Token[]): string;
  readonly tokens: { readonly bos: Token | null; readonly shouldPrependBosToken: boolean };
  createContext(options: {
    readonly contextSize: number;
    readonly threads?: number;
    readonly lora?: string;
  }): Promise<{ getSequence(): Sequence; dispose(): Promise<void> }>;
  createEmbeddingContext(options: { readonly threads?: number }): Promise<{
    getEmbeddingFor(text: string): Promise<{ readonly vector: readonly number[] }>;
    dispose(): Promise<void>;
  }>;
  dispose(): Promise<void>;
}

export interface Sequence {
  clearHistory(): Promise<void>;
  evaluateWithMetadata(
    tokens: Token[],
    metadata: { readonly confidence: true },
    options: Sampling & { readonly grammarEvaluationState?: () => GrammarState },
  ): AsyncGenerator<{ readonly token: Token; readonly confidence: number }, void>;
}

/** How the next token is drawn; at temperature 0 the likeliest one. */
export interface Sampling {
  readonly temperature?: number;
  readonly seed?: number;
}

export type ChatItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] };

export interface ChatWrapper {
  generateContextState(options: { readonly chatHistory: readonly ChatItem[] }): {
    readonly contextText: { tokenize(tokenizer: unknown): Token[] };
    readonly stopGenerationTriggers: readonly { tokenize(tokenizer: unknown): Token[] }[];
  };
}

export interface LlamaChat {
  generateResponse(
    history: readonly ChatItem[],
    options: Sampling & {
      readonly signal: AbortSignal;
      readonly maxTokens: number;
      readonly customStopTriggers: readonly string[];
      readonly onToken: (tokens: readonly Token[]) => void;
      readonly grammar?: Grammar;
      readonly functions?: Readonly<
        Record<string, { readonly description: string; readonly params: unknown }>
      >;
    },
  ): Promise<{
    readonly response: string;
    readonly functionCalls?: readonly { readonly functionName: string; readonly params: unknown }[];
    readonly metadata: { readonly stopReason: string };
  }>;
  dispose(options: { readonly disposeSequence: boolean }): void;
}

/** Loads the package. Throws MODEL_PACKAGE, with the command that installs it, where it is not there. */
export async function loadLlamaPackage(): Promise<LlamaPackage> {
  // A name that the compiler does not follow: the package need not be installed.
  const name: string = 'node-llama-cpp';
  try {
    // The interface above is what this version of the package gives; the live tests hold it to that.
    return (await import(name)) as LlamaPackage;
  } catch (error) {
    throw fault('MODEL_PACKAGE', '`llama-cpp:` needs the package node-llama-cpp, which cannot be loaded', {
      hint: 'npm install node-llama-cpp@3',
      cause: error,
    });
  }
}
