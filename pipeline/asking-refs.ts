import type { GeneratorPart, TrainingPart } from '../core/parts.ts';
import type { Suite } from '../core/suite.ts';
import type { YamlPath } from '../suites/yaml-source.ts';
import { type Registry, trainingPartsOf } from './parts.ts';

/** A part that asks models, and where the suite names it. */
interface AskingRef {
  readonly part: GeneratorPart | TrainingPart;
  readonly at: YamlPath;
}

/** Every ref of the suite to a part that asks models to write; refs to parts that nobody knows are told elsewhere. */
export function askingRefs(suite: Suite, registry: Registry): readonly AskingRef[] {
  const known = new Map(trainingPartsOf(registry).map((part) => [part.name, part]));
  const named = [
    ...suite.skills.flatMap(({ edgeCases }, s) =>
      edgeCases.flatMap(({ generators }, e) =>
        generators.map(({ use }, g) => ({ use, at: ['skills', s, 'edgeCases', e, 'generators', g] })),
      ),
    ),
    ...(suite.training ?? []).map(({ use }, t) => ({ use, at: ['training', t] })),
  ];
  return named.flatMap(({ use, at }) => {
    const part = known.get(use);
    return part?.prompts === undefined ? [] : [{ part, at }];
  });
}
