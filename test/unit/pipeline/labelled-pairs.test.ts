import { describe, expect, test } from 'vitest';
import { outputDigest } from '../../../core/output-digest.ts';
import { sampleOrder } from '../../../core/sample-order.ts';
import { labelledPairs } from '../../../pipeline/labelling/labelled-pairs.ts';
import { runAnswers } from '../../../pipeline/labelling/run-answers.ts';
import { trialKey } from '../../../runner/run-records.ts';
import { completed, errored } from '../runner/run-fixtures.ts';
import { scores } from './label-fixtures.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const order = sampleOrder('s', ids);
const cases = ids.map((id) => ({ id }));
const answered = (id: string, text: string) => ({ ...completed(id), output: { text } });
const answersOf = (trials: readonly ReturnType<typeof answered>[]) =>
  runAnswers({ trials: new Map(trials.map((trial) => [trialKey(trial), trial])) });
const both = {
  candidate: answersOf(ids.map((id) => answered(id, `new ${id}`))),
  baseline: answersOf(ids.map((id) => answered(id, `old ${id}`))),
};
const said = (id: string | undefined, which: 'new' | 'old', score: number) =>
  scores(id ?? '', outputDigest({ text: `${which} ${id}` }), score);

describe('labelled pairs', () => {
  test('are those of the fixed order up to the first that lacks a label, whoever labelled further ones', () => {
    const [first, second, third, fourth] = order;
    const labels = [
      said(first, 'new', 1),
      said(first, 'old', 0),
      said(second, 'new', 0),
      said(second, 'old', 1),
      said(third, 'new', 1),
      said(fourth, 'new', 1),
      said(fourth, 'old', 1),
    ];
    expect(labelledPairs('s', cases, labels, both)).toEqual([
      { caseId: first, candidate: 1, baseline: 0 },
      { caseId: second, candidate: 0, baseline: 1 },
    ]);
  });

  test('a label of an answer holds for every run that answers the same', () => {
    const [first = ''] = order;
    const same = answersOf(ids.map((id) => answered(id, `old ${id}`)));
    expect(
      labelledPairs('s', cases, [said(first, 'old', 1)], { candidate: same, baseline: both.baseline }),
    ).toEqual([{ caseId: first, candidate: 1, baseline: 1 }]);
  });

  test('where a target failed its answer is wrong; where infrastructure did, the case is passed over', () => {
    const [first = '', second = '', third = ''] = order;
    const trials = [errored(first, 'target'), errored(second, 'infra'), answered(third, `new ${third}`)];
    const candidate = runAnswers({ trials: new Map(trials.map((trial) => [trialKey(trial), trial])) });
    const labels = [said(first, 'old', 1), said(third, 'new', 1), said(third, 'old', 0)];
    expect(labelledPairs('s', cases, labels, { ...both, candidate })).toEqual([
      { caseId: first, candidate: 0, baseline: 1 },
      { caseId: third, candidate: 1, baseline: 0 },
    ]);
  });

  test('calls of tools tell answers apart', () => {
    const call = (value: number) =>
      outputDigest({ text: '', toolCalls: [{ name: 'f', arguments: { value } }] });
    expect(call(1)).not.toBe(call(2));
    expect(outputDigest({ text: 'x', toolCalls: [] })).toBe(outputDigest({ text: 'x' }));
  });
});
