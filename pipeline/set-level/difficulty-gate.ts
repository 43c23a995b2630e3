import { counted } from '../../core/counted.ts';
import type { SetGate } from '../../core/set-gate.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Difficulty } from './difficulty.ts';

const gate = 'difficulty';
/** Of the cases of an arm. */
const mostTrivial = 0.3;
const idsNamed = 5;

/**
 * Whether cases can still tell models apart (quality-gates.md, gate 15): at most 30 % of the synthetic ones that every
 * model always solves; those that none ever does are for people, since most have a wrong expected value. Real rows are what
 * they are: their trivial share is told and not gated.
 */
export function difficultyGate(found: Difficulty | null, file: string): SetGate {
  const arms = found?.arms ?? [];
  if (found === null || arms.length === 0) {
    const reasons = [
      found === null
        ? 'fewer than two models have been run on the suite: solve rates need a weaker one beside the target, such as `models.baseline`'
        : 'no case of today’s set was scored in the runs of two models',
    ];
    return { gate, status: 'unknown', reasons, advice: null };
  }
  const heavy = arms.filter(({ origin, n, trivial }) => origin === 'synthetic' && trivial > mostTrivial * n);
  const { unsolved } = found;
  const reasons = [
    ...heavy.map(
      ({ n, trivial }) =>
        `${trivial} of ${counted(n, 'synthetic case')} are solved by every model every time: at most ${100 * mostTrivial} % are allowed`,
    ),
    ...(unsolved.length === 0
      ? []
      : [
          `no model solves ${counted(unsolved.length, 'case')}: ${unsolved.slice(0, idsNamed).join(', ')}${unsolved.length > idsNamed ? ', …' : ''}`,
        ]),
  ];
  const advice = [
    ...(heavy.length === 0
      ? []
      : ['raise what is hard and lower what is easy: evolve, confusable labels, harder edge cases']),
    ...(unsolved.length === 0
      ? []
      : [
          `have people look, the expected value may be wrong: \`heldout review ${shellWord(file)} --case ${unsolved[0]}\``,
        ]),
  ];
  const status = heavy.length > 0 ? 'fail' : unsolved.length > 0 ? 'warn' : 'pass';
  return { gate, status, reasons, advice: advice.length === 0 ? null : advice.join('; ') };
}
