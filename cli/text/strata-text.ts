import { printable } from '../../core/printable.ts';
import { wrap } from '../../core/wrap.ts';
import type { Stratum } from '../../pipeline/labelling/acceptance.ts';

/** How far the acceptance samples are, a strategy and model a line. */
export function strataLines(strata: readonly Stratum[], columns: number): readonly string[] {
  return strata.flatMap(({ generator, model, sample, looked, defects, bound, status, more, size }) => {
    const name = model === null ? generator : `${generator} by ${model}`;
    const most =
      bound === null ? '' : `, ${looked === size ? 'in all' : 'at most'} ${(100 * bound).toFixed(1)} %`;
    const state = {
      open: `${looked} of ${sample.length} looked at`,
      accepted: `accepted: ${defects} of ${looked} wrong${most}`,
      'not-accepted': `not accepted: ${defects} of ${looked} wrong${most}${more === null ? '' : `; ${more} more without a defect would show at most 10 %`}`,
    }[status];
    return wrap(printable(`${name}: ${state}`), columns);
  });
}
