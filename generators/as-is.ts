import { definePart, noOptions, type TrainingPart } from '../core/parts.ts';
import { rightAnswer } from '../core/right-answer.ts';

/**
 * Seeds with their verified answers, as they are: real rows to train on, without a model. One whose expected value is no
 * text is passed over as `no-answer`.
 */
export const asIs: TrainingPart = definePart({
  name: 'as-is',
  version: '1',
  options: noOptions,
  create: () => ({
    async *make({ seeds, passedOver }, signal) {
      for (const seed of seeds) {
        signal.throwIfAborted();
        const answer = rightAnswer(seed.expected);
        if (answer === null) passedOver('no-answer');
        else yield { seed, kind: 'example', answer, rationale: null, rejected: null, params: {} };
      }
    },
  }),
});
