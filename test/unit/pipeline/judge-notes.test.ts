import { expect, test } from 'vitest';
import { judgeNotes } from '../../../pipeline/gating/judge-notes.ts';
import { scoredRun } from '../../../pipeline/gating/scored-run.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { trialKey } from '../../../runner/run-records.ts';
import { project } from '../../e2e/cli.ts';
import { judgedSuite } from '../../e2e/judged-project.ts';
import { completed, headerOf } from '../runner/run-fixtures.ts';

const judge = (name: string) =>
  `{ use: "openai-compatible:${name}@http://127.0.0.1:9/v1", lineage: { vendor: none, family: ${name} } }`;

function judgedBy(...names: readonly (string | null)[]) {
  const trials = names.map((answeredBy, index) => {
    const vote = { judge: 'ollama:small', family: 'f', value: 1, reason: '' };
    const votes = [answeredBy === null ? vote : { ...vote, answeredBy }];
    return {
      ...completed(`case ${index}`),
      scores: [{ scorer: 'rubric', status: 'scored', value: 1, reason: '', answer: null, votes }] as const,
    };
  });
  return scoredRun({ header: headerOf(), trials: new Map(trials.map((trial) => [trialKey(trial), trial])) });
}

test('a report says that judges scored, and which', async () => {
  const folder = project({ 'suite.yaml': judgedSuite(`${judge('one')}, ${judge('two')}`) });
  const loaded = await loadSuite('suite.yaml', folder);
  const notes = judgeNotes(loaded, { candidate: judgedBy('a'), baseline: judgedBy('a') });
  expect(notes).toEqual([
    'judge-rated: equivalence by openai-compatible:one@http://127.0.0.1:9/v1, openai-compatible:two@http://127.0.0.1:9/v1; this is what these models hold right, not what people would say',
  ]);
  const rules = project({ 'suite.yaml': judgedSuite(judge('one'), '', '[{ use: contains }]') });
  const runs = { candidate: judgedBy(), baseline: judgedBy() };
  expect(judgeNotes(await loadSuite('suite.yaml', rules), runs)).toEqual([]);
});

test('a judge that was several models is named, in one run or between two', async () => {
  const folder = project({ 'suite.yaml': judgedSuite(judge('one')) });
  const loaded = await loadSuite('suite.yaml', folder);
  const of = (candidate: readonly (string | null)[], baseline: readonly (string | null)[]) =>
    judgeNotes(loaded, { candidate: judgedBy(...candidate), baseline: judgedBy(...baseline) }).slice(1);
  expect(of(['small-1'], ['small-1'])).toEqual([]);
  expect(of([null], [null])).toEqual([]);
  expect(of(['small-1'], ['small-2'])).toEqual([
    expect.stringContaining('the judge ollama:small answered as small-1 and as small-2'),
  ]);
  expect(of(['small-1', null], [])).toHaveLength(1);
});
