import { counted } from '../../core/counted.ts';
import type { Generated } from '../../pipeline/generate.ts';
import { admissionText } from '../../pipeline/report.ts';
import type { Session } from '../session.ts';
import { estimateText } from './estimate-text.ts';
import { table } from './table.ts';
import { variantText } from './variant-text.ts';

/** What `generate` tells people. */
export function generateText(made: Generated, colors: Session['colors']): string {
  const { cells, accepted, planned, rejected, undecided, added, seed, notes, estimate, admission } = made;
  const rows = cells.map((cell) => [
    `${cell.skill}/${cell.edgeCase}`,
    cell.target,
    cell.accepted,
    Object.entries(cell.reasons)
      .map(([code, n]) => `${code} ${n}`)
      .join(', '),
  ]);
  const total = `${accepted} of ${counted(planned, 'case')} accepted (${added} new), ${rejected} rejected, ${undecided} undecided; seed ${seed}`;
  return [
    ...(cells.length > 0 ? [table(['cell', 'target', 'accepted', 'not accepted, by reason'], rows)] : []),
    ...cells.flatMap(variantText),
    cells.length === 0 ? 'the suite declares no quotas: there is nothing to generate' : total,
    ...(admission === null ? [] : admissionText(admission)),
    ...(estimate === null ? [] : [estimateText(estimate)]),
    ...notes.map((note) => `${colors.yellow('note')}  ${note}`),
  ].join('\n');
}
