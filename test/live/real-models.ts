import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a real Ollama with the models `smollm2`, `smollm2:135m` and `minilm`; null where it is not there. */
    ollama: string | null;
    /** The folder that DuckDB is installed in; null where it is not. */
    duckdb: string | null;
    /** Model files by name, where they are there and node-llama-cpp too. */
    gguf: { readonly smollm2: string | null; readonly gemma: string | null };
  }
}

const live = path.resolve(import.meta.dirname, '../../.heldout/live');
const model = (name: string) => path.join(live, 'models', name);
const ollama = path.join(live, 'bin/ollama');
/** Under this name each model is created: a Modelfile of one line. */
const created = {
  smollm2: 'smollm2.gguf',
  'smollm2:135m': 'smollm2.gguf',
  minilm: 'minilm',
} as const;

/** Starts the server that the tests share, and says what is there; `setup.sh` gets it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const isLlamaThere = await import('node-llama-cpp' as string).then(
    () => true,
    () => false,
  );
  const file = (name: string) => (isLlamaThere && existsSync(model(name)) ? model(name) : null);
  project.provide('gguf', { smollm2: file('smollm2.gguf'), gemma: file('gemma3-270m.gguf') });
  const duckdb = path.join(live, 'duckdb');
  project.provide('duckdb', existsSync(path.join(duckdb, 'node_modules/@duckdb/node-api')) ? duckdb : null);
  const missing = [ollama, ...new Set(Object.values(created).map(model))].filter(
    (needed) => !existsSync(needed),
  );
  if (missing.length > 0) {
    console.log(`no real Ollama: ${missing.map((needed) => path.relative(live, needed)).join(', ')} missing`);
    project.provide('ollama', null);
    return async () => {};
  }
  const { url, stop } = await startOllama();
  project.provide('ollama', url);
  return stop;
}

async function startOllama(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const store = mkdtempSync(path.join(tmpdir(), 'heldout-ollama-'));
  const env = { ...process.env, OLLAMA_HOST: url, OLLAMA_MODELS: store, HOME: store };
  const server = spawn(ollama, ['serve'], { env, stdio: 'ignore' });
  const stop = () => stopped(server).finally(() => rmSync(store, { recursive: true, force: true }));
  try {
    await answering(url);
    for (const [name, source] of Object.entries(created)) {
      const recipe = path.join(store, `${name.replace(':', '-')}.Modelfile`);
      writeFileSync(recipe, `FROM ${model(source)}\n`);
      await promisify(execFile)(ollama, ['create', name, '-f', recipe], { env });
    }
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isUp = await fetch(`${url}/api/version`).then(
      ({ ok }) => ok,
      () => false, // not up yet
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Ollama does not answer at ${url} within 10 s`);
}

function stopped(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
