import { counted } from '../../core/counted.ts';
import { type Gaps, isWeak, surely } from '../../pipeline/gaps.ts';

/** Rates up to this are hopeless: where all is wrong, what is a little less wrong tells nothing. */
const hopeless = 0.1;

/** One sentence on the whole. */
export function gapsVerdict({ arms, cells, goal }: Pick<Gaps, 'arms' | 'cells' | 'goal'>): string {
  const failures = arms.reduce((sum, arm) => sum + arm.failures, 0);
  const n = arms.reduce((sum, arm) => sum + arm.n, 0);
  if (failures === 0)
    return 'No failures: this set finds no gap. Harder cases would tell more than more of these.';
  if (arms.every(({ rate }) => rate <= hopeless)) {
    const all = failures === n ? 'Every case fails' : `Nearly every case fails, ${failures} of ${n}`;
    return `${all}: this is no matter of single cells. Look at the target and its prompt before you add cases.`;
  }
  if (cells.length === 0) return 'The suite names no cells to compare: skills, edge cases, labels or slices.';
  const weak = cells.filter(isWeak);
  const bar = goal === null ? 'the rest of their arm' : `the goal of ${(100 * goal).toFixed(1)} %`;
  if (weak.length > 0) {
    return `${weak.length} of ${counted(cells.length, 'cell')} ${weak.length === 1 ? 'is' : 'are'} weak: below ${bar} by more than the margin, with probability ${surely} or more.`;
  }
  const none = `No cell is shown to be weaker than ${bar} by more than the margin.`;
  return goal === null
    ? `${none} If all of them should be better, hold them against a rate: \`--goal 0.95\`, for \`fill\` and \`round\` too.`
    : none;
}
