import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HeldoutError } from '../../../core/errors.ts';
import { outputDigest } from '../../../core/output-digest.ts';
import type { RunHeader, Trial } from '../../../core/run.ts';
import { sampleOrder } from '../../../core/sample-order.ts';
import { appendLabel } from '../../../datasets/labels.ts';
import { requireTrustedJudges } from '../../../pipeline/gating/trusted-judges.ts';
import { loadDataset } from '../../../pipeline/load-dataset.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { runsFolder } from '../../../pipeline/running/runs-folder.ts';
import { readRun } from '../../../runner/run-records.ts';
import { project } from '../../e2e/cli.ts';
import { completed, headerOf } from '../runner/run-fixtures.ts';
import { lineageOf, rubricReading } from './calibration-fixtures.ts';
import { scores } from './label-fixtures.ts';

const n = 120;
const suite = `schemaVersion: 1
id: answers
title: Answers
task: { kind: qa, instructions: Answer. }
data: { heldout: [{ path: rows.jsonl }] }
models:
  judges:
    - { use: "ollama:kin", lineage: { vendor: none, family: kin } }
    - { use: "ollama:far", lineage: { vendor: none, family: far } }
skills: [{ id: main, description: Answers questions. }]
score: [{ use: rubric, with: { criteria: [{ id: right, description: Is it right., levels: [{ id: "no", value: 0, description: It is not. }, { id: "yes", value: 1, description: It is. }] }] } }]
gate: { margin: { real: 0.05, synthetic: 0.05 } }
`;
const rows = Array.from({ length: n }, (_, i) => `{"input":"Question ${i}?","expected":"${i}"}\n`).join('');

/** Two runs of a suite whose judges are of the families `kin` and `far`, with the votes of both on each answer. */
async function compared(
  families: { readonly candidate: string; readonly baseline: string },
  votesOf: (which: 'candidate' | 'baseline', at: number) => { readonly kin: number; readonly far: number },
) {
  const folder = project({ 'suite.yaml': suite, 'rows.jsonl': rows });
  const loaded = await loadSuite('suite.yaml', folder);
  const data = await loadDataset(loaded);
  const ids = sampleOrder(
    'answers',
    data.dataset.cases.map(({ id }) => id),
  );
  const runOf = (which: 'candidate' | 'baseline') => {
    const family = families[which];
    const trials = ids.map((caseId, at): Trial => {
      const { kin, far } = votesOf(which, at);
      const reading = rubricReading({ 'ollama:kin': kin, 'ollama:far': far });
      return { ...completed(caseId), output: { text: `${which} ${at}` }, scores: [reading] };
    });
    const judges = ['kin', 'far'].map((name) => ({
      ref: `ollama:${name}`,
      digest: null,
      lineage: lineageOf(name),
    }));
    const header: RunHeader = headerOf({
      id: which,
      role: which,
      suite: { id: 'answers', digest: loaded.digest },
      target: { ref: `ollama:${family}-tuned`, digest: null, lineage: lineageOf(family) },
      judges,
      scorers: { main: [{ name: 'rubric', version: '1', options: 'o', prompts: {} }] },
      planned: n,
    });
    const own = path.join(runsFolder(loaded), which);
    mkdirSync(own, { recursive: true });
    writeFileSync(path.join(own, 'header.json'), JSON.stringify(header));
    writeFileSync(
      path.join(own, 'journal.jsonl'),
      trials.map((trial) => `${JSON.stringify(trial)}\n`).join(''),
    );
    return readRun(runsFolder(loaded), which);
  };
  const [candidate, baseline] = [runOf('candidate'), runOf('baseline')];
  const check = () =>
    requireTrustedJudges(loaded, data, { candidate, baseline: baseline.header, arena: null });
  /** People call every third answer wrong: of the candidate's, and of the baseline's. */
  const label = (pairs: number) => {
    for (const [at, id] of ids.slice(0, pairs).entries())
      for (const which of ['candidate', 'baseline'])
        appendLabel(
          loaded.paths,
          scores(id, outputDigest({ text: `${which} ${at}` }), at % 3 === 0 ? 0 : 1),
          true,
        );
  };
  return { check, label };
}

function messagesOf(act: () => void): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    const { problems } = error as HeldoutError; // whatever else is thrown has none, and fails the test
    return problems.map(({ code, message }) => `${code} ${message}`);
  }
}

const fair = (_: string, at: number) => ({ kin: at % 3 === 0 ? 0 : 1, far: at % 3 === 0 ? 0 : 1 });

describe('judges that score', () => {
  test('of no family that is compared are trusted, labelled or not', async () => {
    const { check, label } = await compared({ candidate: 'new', baseline: 'old' }, fair);
    expect(messagesOf(check)).toEqual([]);
    label(60);
    expect(messagesOf(check)).toEqual([]);
  });

  test('of the family of one of the two are refused, until people have labelled 50 pairs', async () => {
    const { check, label } = await compared({ candidate: 'kin', baseline: 'old' }, fair);
    expect(messagesOf(check)).toEqual([
      'JUDGE_BIASED the judge ollama:kin is related to ollama:kin-tuned and not to ollama:old-tuned: they share family kin; 0 of 50 real pairs are labelled',
    ]);
    label(49);
    expect(messagesOf(check)[0]).toContain('49 of 50 real pairs are labelled');
    label(50);
    expect(messagesOf(check)).toEqual([]);
  });

  test('of the family of both are kin to both alike', async () => {
    const { check } = await compared({ candidate: 'kin', baseline: 'kin' }, fair);
    expect(messagesOf(check)).toEqual([]);
  });

  test('that labels show to favour their own family are refused, with the effect', async () => {
    // It calls all of its own family right, whatever people say.
    const { check, label } = await compared({ candidate: 'kin', baseline: 'old' }, (which, at) => ({
      ...fair(which, at),
      ...(which === 'candidate' ? { kin: 1 } : {}),
    }));
    label(45);
    const messages = messagesOf(check);
    expect(messages).toHaveLength(2);
    expect(messages[1]).toMatch(
      /the judge rubric by ollama:kin overrates answers of its own family: 0\.333 \(95 % interval 0\.\d+ to 0\.\d+\); 45 of 50/,
    );
    expect(messages.some((message) => message.includes('ollama:far'))).toBe(false);
  });
});
