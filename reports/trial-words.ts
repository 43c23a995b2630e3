import type { TrialTally } from '../core/run.ts';

/** `planned = completed + errored + skipped`, then whose fault the errors were and what stayed unscored. */
export function trialWords(trials: TrialTally): readonly [string, string] {
  const { planned, completed, errored, skipped, unneeded, unscored } = trials;
  return [
    `${planned} planned = ${completed} completed + ${errored} errored + ${skipped} skipped${unneeded > 0 ? ` (${unneeded} not needed)` : ''}`,
    `errors: ${faultWords(trials)}; unscored: ${unscored}`,
  ];
}

function faultWords({ faults }: TrialTally): string {
  const words: readonly string[] = [
    faults.target > 0 ? `${faults.target} by the target` : '',
    faults.timeout > 0 ? `${faults.timeout} by timeout` : '',
    faults.infra > 0 ? `${faults.infra} by infrastructure` : '',
    faults.budget > 0 ? `${faults.budget} by budget` : '',
  ];
  return words.filter((part) => part !== '').join(', ') || 'none';
}
