import { counted } from '../core/counted.ts';
import type { AdmissionJudge, AdmissionSummary } from '../core/report.ts';

/** Who checked the generated cases, in a sentence, and what each judge's word is worth. Names are as they came. */
export function admissionWords({ generated, checked, judges }: AdmissionSummary): {
  readonly cases: string;
  readonly judges: readonly { readonly name: string; readonly words: string }[];
} {
  const families = [...new Set(judges.map(({ family }) => family))];
  const of = families.length === 1 ? 'a model of the family' : 'models of the families';
  return {
    cases:
      checked === 0
        ? `no model checked the ${counted(generated, 'generated case')}`
        : `${checked} of ${counted(generated, 'generated case')} ${checked === 1 ? 'was' : 'were'} checked by ${of} ${listed(families)}`,
    judges: judges.map((one) => ({ name: one.judge, words: judgeWords(one) })),
  };
}

function judgeWords({ family, assesses, people, ...measured }: AdmissionJudge): string {
  const what = assesses ? '' : ', which judges the answer only,';
  const agreement =
    people === null
      ? ''
      : `; agrees with people on ${percent(people.observed)} of ${people.n} (kappa ${figure(people.kappa)}, AC1 ${figure(people.ac1)})`;
  return `(${family})${what} ${caughtWords(measured)}${agreement}`;
}

function caughtWords({
  rate,
  interval,
  planted,
  caught,
  unusable,
}: Pick<AdmissionJudge, 'rate' | 'interval' | 'planted' | 'caught' | 'unusable'>): string {
  const unread = unusable === 0 ? '' : `, ${unusable} without a usable answer`;
  if (rate === null || interval === null) return `was shown no planted error${unread}`;
  const [low, high] = interval.map((bound) => (100 * bound).toFixed(0));
  return `catches ${percent(rate)} of planted errors (${caught} of ${planted}, 95 % interval ${low} to ${high}${unread})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function figure(value: number | null): string {
  return value === null ? 'n/a' : value.toFixed(2);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
