import { rightAnswer } from '../../core/right-answer.ts';
import { accept, reject } from '../../judges/admission/ruling.ts';
import type { NamedJudge, Panel } from '../generation/panel.ts';
import type { HeldoutGuard } from './heldout-guard.ts';

/** A panel for what a generator offers to train on: nothing that is held out, and an answer that can be written. */
export function trainingPanel(usual: Panel, guard: HeldoutGuard, judged: boolean): Panel {
  const rules = [answerable, guarding(guard), ...usual.rules];
  return judged ? { ...usual, rules } : { rules, voters: [], tieBreaker: null };
}

const answerable: NamedJudge = {
  name: 'answerable',
  version: '1',
  lineage: null,
  judge: {
    assess: async ({ expected }) =>
      rightAnswer(expected) === null
        ? reject('parse', `an expected value of the kind ${expected.kind} is no answer in words`)
        : accept('the answer can be written'),
  },
};

function guarding(guard: HeldoutGuard): NamedJudge {
  return {
    name: 'heldout-guard',
    version: '1',
    lineage: null,
    judge: {
      assess: async ({ input, provenance }, { cluster }) => guard({ input, cluster, provenance }),
    },
  };
}
