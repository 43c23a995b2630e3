import type { ArmResult, GateDecision, SliceResult } from '../../../core/gate-decision.ts';
import type { DecisionPolicy } from '../../../gate/decide.ts';
import type { PairedCase } from '../../../gate/paired-case.ts';

/** The defaults of a suite with one declared tag. */
export const policy: DecisionPolicy = {
  margin: { real: 0.05, synthetic: 0.05 },
  alphaPass: 0.05,
  alphaFail: 0.01,
  power: 0.8,
  roles: { synthetic: 'gate' },
  critical: {},
  tags: ['tag'],
  minHumanPairs: 50,
  seed: 0,
};

/** A paired case of its own cluster; what is not given is a real case that both models get right. */
export function pair(index: number | string, over: Partial<PairedCase> = {}): PairedCase {
  const caseId = `c${index}`;
  const plain = {
    origin: 'real',
    skill: 'main',
    edgeCase: null,
    tags: [],
    candidate: 1,
    baseline: 1,
  } as const;
  return { caseId, cluster: caseId, ...plain, ...over };
}

/** `n` cases of which the first `losses` are lost and the next `gains` gained. */
export function pairs(
  n: number,
  losses: number,
  gains: number,
  over: Partial<PairedCase> = {},
): readonly PairedCase[] {
  return Array.from({ length: n }, (_, i) => {
    const lost = i < losses;
    const gained = !lost && i < losses + gains;
    const id = [over.origin, over.skill, over.edgeCase, over.tags, i].join('-');
    return pair(id, { ...over, candidate: lost ? 0 : 1, baseline: gained ? 0 : 1 });
  });
}

/** The arm of one origin; throws where the decision has none. */
export function armOf(decision: GateDecision, origin: 'real' | 'synthetic'): ArmResult {
  const found = decision.arms.find((one) => one.origin === origin);
  if (found === undefined) throw new Error(`no ${origin} arm`);
  return found;
}

/** The slice of one full name; throws where the decision has none. */
export function sliceOf(decision: GateDecision, name: string): SliceResult {
  const found = decision.slices.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no slice ${name}`);
  return found;
}
