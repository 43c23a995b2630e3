import type { Case } from '../../../core/case.ts';
import { createRandom } from '../../../core/random.ts';
import type { TrainingRequest } from '../../../core/seams.ts';
import { qa, requestFor } from './rule-fixtures.ts';

/** A request to a part that makes training material out of these seeds; nothing is scored unless `score` is given. */
export function trainingRequest(
  [first, ...rest]: readonly Case[],
  own: Partial<TrainingRequest> = {},
): TrainingRequest {
  if (first === undefined) throw new RangeError('a request has at least one seed');
  return {
    task: qa,
    skill: requestFor().skill,
    seeds: [first, ...rest],
    random: createRandom(1),
    writer: null,
    ahead: 4,
    reworded: (prompt) => prompt,
    passedOver: () => {},
    score: async () => ({ status: 'unscored', reason: 'nobody scores here' }),
    ...own,
  };
}
