import type { Case } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { definePart, type GeneratorPart } from '../core/parts.ts';
import type { GenerateRequest } from '../core/seams.ts';
import type { Task } from '../core/suite.ts';
import { type OperatorUse, operatorUses, type PerturbOptions, perturbOptions } from './perturb/options.ts';
import { outcomeOf, type Parent, proposePerturbed, readParent } from './perturb/propose-perturbed.ts';

/**
 * Changes the last user message of existing cases by rules, without a model. Each operator meets each parent at most
 * once; operators and parents take turns, in an order that does not depend on how many cases are asked for.
 * Throws GENERATOR_INPUT where there is no parent, or where nothing proposed could have an expected value.
 */
export const perturb: GeneratorPart = {
  makesVariants: true,
  ...definePart({
    name: 'perturb',
    version: '1',
    options: perturbOptions,
    create(options, { task }) {
      checkLabels(options, task);
      const uses = operatorUses(options);
      return {
        async *propose(request, signal) {
          const cases = parentsOf(request, options);
          checkOutcomes(cases, uses, options, request);
          const shuffled = request.random.fork('parents').shuffle(cases);
          const parents: Parent[] = [];
          for (const round of uses.keys()) {
            for (const [i, subject] of shuffled.entries()) {
              signal.throwIfAborted();
              const use = uses[(i + round) % uses.length];
              if (use === undefined) continue;
              const outcome = outcomeOf(subject, use, options, request.edgeCase.expect);
              if (outcome.effect === null) continue;
              const parent = parents[i] ?? readParent(subject);
              parents[i] = parent;
              const random = request.random.fork(`${use.operator.name}/${subject.id}`);
              const proposal = proposePerturbed(parent, use, outcome, options, random);
              if (proposal !== null) yield proposal;
            }
          }
        },
      };
    },
  }),
};

/** Labels that the task does not know would silently match nothing. */
function checkLabels({ labels, labelMap }: PerturbOptions, task: Task): void {
  if (task.kind !== 'classification') return;
  const named = [...(labels ?? []), ...Object.entries(labelMap ?? {}).flat()];
  const unknown = named.find((label) => !task.labels.includes(label));
  if (unknown === undefined) return;
  throw fault('PART_OPTION', `perturb: "${unknown}" is not a label of the task`, {
    hint: didYouMean(unknown, task.labels),
  });
}

const sourceNames = { seeds: 'seeds', heldout: 'held-out cases', accepted: 'accepted cases' } as const;

const emptyHints = {
  seeds: 'add rows under `data.seeds`, or take `from: heldout`',
  heldout: 'add rows under `data.heldout`, or take `from: seeds`',
  accepted: 'list a generator before this one whose cases it can change, or take `from: seeds`',
} as const;

function parentsOf(request: GenerateRequest, { from, labels }: PerturbOptions): readonly Case[] {
  const cases = request.parents(from);
  const source = sourceNames[from];
  if (cases.length === 0) {
    throw fault('GENERATOR_INPUT', `perturb: skill ${request.skill.id} has no ${source} to change`, {
      hint: emptyHints[from],
    });
  }
  if (labels === null) return cases;
  const chosen = cases.filter(({ expected }) => expected.kind === 'label' && labels.includes(expected.label));
  if (chosen.length > 0) return chosen;
  const found = new Set(cases.flatMap(({ expected }) => (expected.kind === 'label' ? [expected.label] : [])));
  throw fault(
    'GENERATOR_INPUT',
    `perturb: none of the ${cases.length} ${source} of skill ${request.skill.id} has a label that \`labels\` names (${labels.join(', ')})`,
    {
      hint:
        found.size === 0
          ? 'they have no labels: leave `labels` out'
          : `they have: ${[...found].sort().join(', ')}`,
    },
  );
}

/** Nothing would ever be proposed: say so and how to mend it, rather than come back empty. */
function checkOutcomes(
  cases: readonly Case[],
  uses: readonly OperatorUse[],
  options: PerturbOptions,
  { skill, edgeCase }: GenerateRequest,
): void {
  let isMapped = false;
  for (const use of uses) {
    for (const subject of cases) {
      const outcome = outcomeOf(subject, use, options, edgeCase.expect);
      if (outcome.effect !== null) return;
      if (outcome.reason === 'not-in-label-map') isMapped = true;
    }
  }
  const names = uses.map(({ operator }) => operator.name).join(', ');
  if (isMapped) {
    const message = `perturb: none of the ${cases.length} parents of skill ${skill.id} has a label that \`labelMap\` maps, and ${names} can change nothing else`;
    throw fault('GENERATOR_INPUT', message, { hint: 'map the labels that the parents have' });
  }
  const message = `perturb: it is not known what ${names} does to the right answer, so no case of ${skill.id}/${edgeCase.id} could have an expected value`;
  const hints = [
    'set `effect: invariant` where people vouch that the answer stays the same',
    '`expect: directional` on the edge case where the output must change',
    ...(uses.some(({ operator }) => operator.effect === 'label-map')
      ? ['`labelMap` where one label becomes another']
      : []),
  ];
  throw fault('GENERATOR_INPUT', message, { hint: hints.join(', or ') });
}
