import { describe, expect, test } from 'vitest';
import { nextSteps } from '../../../reports/next-steps.ts';
import { groupSlices } from '../../../reports/slice-groups.ts';
import { failing, inconclusive, passing } from './report-fixtures.ts';

const [base] = failing.slices;
if (base === undefined) throw new Error('the fixture has slices');
const named = (name: string, more: Partial<typeof base>) => ({ ...base, name, ...more });

describe('groupSlices', () => {
  const slices = [
    named('passes', { status: 'pass' }),
    named('quiet', { status: 'inconclusive', losses: 0 }),
    named('loses', { status: 'inconclusive', losses: 1 }),
    named('critical, passes', { status: 'pass', critical: true }),
    named('critical, not shown', { status: 'inconclusive', critical: true, losses: 0 }),
    named('fails', { status: 'fail', difference: -0.1 }),
    named('fails worst', { status: 'fail', difference: -0.3 }),
    named('advisory, fails', { status: 'fail', origin: 'synthetic' }),
  ];
  const groups = groupSlices({ arms: inconclusive.arms, slices });

  test('the worst first, what decides nothing last', () => {
    expect(groups.notable.map((slice) => slice.name)).toEqual([
      'fails worst',
      'fails',
      'critical, not shown',
      'critical, passes',
      'loses',
      'advisory, fails',
    ]);
  });

  test('every slice is in one group', () => {
    expect(groups.passing.map((slice) => slice.name)).toEqual(['passes']);
    expect(groups.quiet.map((slice) => slice.name)).toEqual(['quiet']);
  });
});

describe('nextSteps', () => {
  test('one for each arm and critical slice that had to be shown', () => {
    expect(nextSteps(inconclusive)).toEqual([
      '+236 real cases → about gate.power (80 % unless the suite says else) to PASS if the models are equal',
      'real/#spanish: near the margin: more cases rarely help',
    ]);
  });

  test('none for an advisory arm', () => {
    const [real, synthetic] = inconclusive.arms;
    if (synthetic === undefined) throw new Error('the fixture has two arms');
    const advisory = { ...synthetic, status: 'inconclusive' as const, nMore: 7 };
    expect(nextSteps({ status: 'inconclusive', arms: [real, advisory], slices: [], index: null })).toEqual([
      '+236 real cases → about gate.power (80 % unless the suite says else) to PASS if the models are equal',
    ]);
  });

  test('none where the gate decided', () => {
    expect(nextSteps(passing)).toEqual([]);
    expect(nextSteps(failing)).toEqual([]);
  });
});
