import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** What a fine-tune took, as `fine_tune.py` prints it on its last line. */
const tunedSchema = z.object({ examples: z.int(), steps: z.int(), seconds: z.number() });
export type Tuned = z.output<typeof tunedSchema>;

export interface Tools {
  readonly python: string;
  readonly ollama: string;
  /** GGUF file of the model before any fine-tune. */
  readonly weights: string;
  /** Everything is written here. */
  readonly folder: string;
}

/** As SmolLM2 was trained to be spoken to. */
const template = `TEMPLATE """{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
"""
PARAMETER stop "<|im_end|>"
`;

/** Trains the model on these files, and makes an Ollama model of it. */
export function tune(name: string, data: readonly string[], tools: Tools): Tuned {
  const folder = path.join(tools.folder, 'weights', name);
  const script = path.join(import.meta.dirname, 'fine_tune.py');
  const printed = perform(
    tools.python,
    [script, '--gguf', tools.weights, '--out', folder, '--data', ...data],
    tools,
  );
  const tuned = tunedSchema.parse(JSON.parse(printed.trim().split('\n').at(-1) ?? ''));
  importModel(name, folder, tools);
  // Ollama has its own copy.
  rmSync(folder, { recursive: true });
  return tuned;
}

/** Makes an Ollama model of a GGUF file, or of a folder in the layout of Hugging Face. */
export function importModel(name: string, source: string, tools: Tools): void {
  const file = path.join(tools.folder, `${name}.Modelfile`);
  writeFileSync(file, `FROM ${source}\n${template}`);
  perform(tools.ollama, ['create', name, '-f', file], tools);
}

/** What it prints. Throws where it fails; what it says on the way goes to stderr. */
function perform(command: string, args: readonly string[], { folder }: Tools): string {
  const { status, error, stdout } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stdout.slice(-2000)}`);
  return stdout;
}
