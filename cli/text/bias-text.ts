import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import { wrap } from '../../core/wrap.ts';
import type { Calibration } from '../../pipeline/calibrate.ts';

type Bias = Calibration['bias'][number];
type Effect = Bias['length'];

const columns = 78;

/** What a judge favours, with intervals; what could not be measured is said to be so. */
export function biasLines(bias: Bias): readonly string[] {
  const { judge, own, others, selfPreference, beyondConsensus, position, length, failed } = bias;
  const { overrating, ofRight, ofWrong, ofOwnErrors } = selfPreference;
  const rows: readonly (readonly [string, Effect])[] = [
    ['own family: judge minus people', overrating],
    ['own family: right answers called right', ofRight],
    ['own family: wrong answers called right', ofWrong],
    ['the same where its family errs itself', ofOwnErrors],
    ['own family wins, beyond other judges', beyondConsensus],
    ['the first of two wins', position.effect],
    ['one standard deviation longer', length],
  ];
  const known = rows.filter(([, effect]) => effect !== null);
  const consistency = position.consistency;
  const verdict =
    failed.length === 0
      ? 'nothing of it is too much'
      : `too much to gate on without labels of people: ${failed.map((name) => names[name]).join(', ')}`;
  return [
    ...lines(`${judge}: ${counted(own, 'labelled answer')} of its own family, ${others} of others`),
    ...known.map(([name, effect]) => `  ${name.padEnd(40)}${effectText(effect)}`),
    ...(consistency === null
      ? []
      : lines(
          `says the same in both orders: ${(100 * consistency.rate).toFixed(0)} % of ${consistency.n}`,
          2,
        )),
    ...lines(
      known.length === 0 ? 'too little to measure: 20 clusters of either side are needed' : verdict,
      2,
    ),
  ];
}

const names: Readonly<Record<Bias['failed'][number], string>> = {
  overrating: 'it overrates its own family',
  ofWrong: 'it lets wrong answers of its own family pass',
  ofOwnErrors: 'it shares the errors of its own family',
  beyondConsensus: 'it lets its own family win',
  position: 'it goes by the place',
};

function effectText(effect: Effect): string {
  if (effect === null) return 'not measured';
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  const [low, high] = effect.interval;
  return `${signed(effect.estimate)} (${signed(low)} to ${signed(high)})`;
}

function lines(text: string, indent = 0): readonly string[] {
  return wrap(printable(text), columns - indent).map((line) => ' '.repeat(indent) + line);
}
