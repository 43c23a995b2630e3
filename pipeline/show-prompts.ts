import { type Prompt, promptDigest, reworded } from '../core/writing.ts';
import type { LoadedSuite } from './load-suite.ts';
import { findPart } from './parts.ts';

/** A prompt with its digest, and who asks it. */
export interface ShownPrompt {
  readonly generator: string;
  readonly name: string;
  readonly digest: string;
  readonly system: string;
  readonly user: string;
}

/** The prompts of the generators that the suite names, each once, in the words of the suite where it has its own. */
export function showPrompts({ suite, registry }: LoadedSuite): readonly ShownPrompt[] {
  const named = suite.skills.flatMap(({ edgeCases }) => edgeCases.flatMap(({ generators }) => generators));
  const parts = new Set(named.map((ref) => findPart(registry.generators, ref)));
  return [...parts].flatMap(({ name, prompts = [] }) =>
    prompts.map((prompt) => shown(name, reworded(prompt, suite.prompts ?? {}))),
  );
}

function shown(generator: string, prompt: Prompt<string>): ShownPrompt {
  const { name, system, user } = prompt;
  return { generator, name, digest: promptDigest(prompt), system, user };
}
