import { type Prompt, promptDigest, reworded } from '../core/writing.ts';
import type { LoadedSuite } from './load-suite.ts';
import { askingParts } from './parts.ts';

/** A prompt with its digest, and who asks it. */
export interface ShownPrompt {
  /** The generator or scorer, `judges`, or the command that asks. */
  readonly part: string;
  readonly name: string;
  readonly digest: string;
  readonly system: string;
  readonly user: string;
}

/** The prompts of the parts that the suite names, each once, in the words of the suite where it has its own. */
export function showPrompts({ suite, registry }: LoadedSuite): readonly ShownPrompt[] {
  return askingParts(suite, registry).flatMap(({ name, prompts = [] }) =>
    prompts.map((prompt) => shown(name, reworded(prompt, suite.prompts ?? {}))),
  );
}

function shown(part: string, prompt: Prompt<string>): ShownPrompt {
  const { name, system, user } = prompt;
  return { part, name, digest: promptDigest(prompt), system, user };
}
