import { fault } from '../../core/errors.ts';
import type { GenerateRequest } from '../../core/seams.ts';
import type { Writer } from '../../core/writing.ts';

/** The models that write. Throws GENERATOR_INPUT where the suite names none. */
export function writerOf(name: string, { writer, skill, edgeCase }: GenerateRequest): Writer {
  if (writer !== null) return writer;
  throw fault('GENERATOR_INPUT', `${name}: ${skill.id}/${edgeCase.id} needs a model that writes`, {
    hint: 'name one under `models.generator`, such as `openai:NAME` or `ollama:NAME`',
  });
}
