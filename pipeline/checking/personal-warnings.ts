import type { Case } from '../../core/case.ts';
import { counted } from '../../core/counted.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { ModelUse } from '../../core/suite.ts';
import { leavesMachine } from '../../models/leaves-machine.ts';
import { parseModelRef } from '../../models/model-ref.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { PersonalData } from './personal-data.ts';

/** Where personal data would go that nobody may have meant to send there. */
export function personalWarnings(
  { suite }: LoadedSuite,
  personal: readonly PersonalData[],
  env: NodeJS.ProcessEnv,
): readonly string[] {
  const { generator, judges, target, baseline } = suite.models;
  const elsewhere = (uses: readonly (ModelUse | null)[]) => [
    ...new Set(
      uses.flatMap((use) => (use !== null && leavesMachine(parseModelRef(use.use), env) ? use.use : [])),
    ),
  ];
  const scored = personal.filter((one) => one.in === 'heldout');
  const askedTo = elsewhere([target, baseline]);
  const makers = elsewhere([...generator, ...judges]);
  const isMade = suite.skills.some(({ edgeCases }) => edgeCases.some(({ quota }) => quota > 0));
  const copied = personal.filter(({ copyable }) => copyable > 0);
  return [
    ...(scored.length > 0 && askedTo.length > 0
      ? [
          `held-out rows hold personal data (${byType(scored)}), and \`test\` sends them to ${askedTo.join(', ')} as they are`,
        ]
      : []),
    ...(personal.length > 0 && makers.length > 0 && isMade && suite.data.redact !== true
      ? [
          `what cases are made of holds personal data (${byType(personal)}), and \`generate\` sends it to ${makers.join(', ')}: \`data.redact: true\` replaces it first`,
        ]
      : []),
    ...(copied.length > 0
      ? [
          `rows that may be copied into version control hold personal data (${byType(copied)}): \`licence: internal\` on their source keeps them out of it`,
        ]
      : []),
  ];
}

/** Cases that were made before the suite said `data.redact: true`. */
export function leakWarnings({ file }: LoadedSuite, leaked: readonly Case[]): readonly string[] {
  const [first] = leaked;
  if (first === undefined) return [];
  return [
    `${counted(leaked.length, `generated case (${first.id}) holds`, `generated cases, such as ${first.id}, hold`)} personal data of real rows, made before \`data.redact\` was set; \`heldout generate ${shellWord(file)} --fresh\` makes all anew`,
  ];
}

function byType(personal: readonly PersonalData[]): string {
  const types = [...new Set(personal.map(({ type }) => type))];
  return types
    .map((type) => `${type} ${personal.reduce((sum, one) => sum + (one.type === type ? one.found : 0), 0)}`)
    .join(', ');
}
