import path from 'node:path';
import picocolors from 'picocolors';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkText } from '../../../cli/text/check-text.ts';
import { explainText } from '../../../cli/text/explain-text.ts';
import { exportText } from '../../../cli/text/export-text.ts';
import { fitTerminal } from '../../../cli/text/fit-terminal.ts';
import { generateText } from '../../../cli/text/generate-text.ts';
import { importText } from '../../../cli/text/import-text.ts';
import { mergeText } from '../../../cli/text/merge-text.ts';
import { planText } from '../../../cli/text/plan-text.ts';
import { problemText } from '../../../cli/text/problems.ts';
import { shardText } from '../../../cli/text/shard-text.ts';
import { columnsOf } from '../../../core/columns-of.ts';
import { HeldoutError } from '../../../core/errors.ts';
import { readGeneratedCases } from '../../../datasets/generated-cases.ts';
import { check } from '../../../pipeline/check.ts';
import { explain } from '../../../pipeline/explain.ts';
import { exportSuite } from '../../../pipeline/export.ts';
import { gate } from '../../../pipeline/gate.ts';
import { generate } from '../../../pipeline/generate.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { merge } from '../../../pipeline/merge.ts';
import { plan } from '../../../pipeline/plan.ts';
import { testShard } from '../../../pipeline/test-shard.ts';
import { project, rows, target } from '../../e2e/cli.ts';
import { importing } from '../pipeline/import-fixtures.ts';

const colors = picocolors.createColors(false);
const skill = 'says-again-whatever-it-was-told-in-the-message-before';
const edge = 'capital-letters-and-spaces-that-nobody-would-type-twice';
const data = 'data/rows-that-were-drawn-at-random-from-the-second-quarter.jsonl';
const suite = `schemaVersion: 1
id: echo-of-everything-that-is-said-in-a-message-by-a-customer-of-the-shop
title: Does the model say again what it was told, to the letter, in capital letters and with spaces too?
task: { kind: qa, instructions: Echo the message. }
data: { heldout: [{ path: ${data}, licence: CC0-1.0 }], training: [{ path: training.jsonl }] }
models:
  target: { use: "module:./the-target-of-the-suite-that-says-it-all-again.mjs", lineage: { vendor: none, family: echo } }
  baseline: { use: "module:./the-target-of-the-suite-that-says-it-all-again.mjs", lineage: { vendor: none, family: echo } }
skills:
  - id: ${skill}
    description: Repeats the message.
    edgeCases:
      - id: ${edge}
        description: Capital letters and more spaces.
        expect: invariant
        quota: 12
        generators: [{ use: perturb, with: { ops: [extra-whitespace, double-char], from: heldout } }]
score: [{ use: contains }]
slices: [loud, a-tag-that-no-row-of-the-data-carries-and-that-is-long-as-well]
gate: { margin: { real: 0.05, synthetic: 0.05 }, critical: { ${skill}: 0.05 } }
`;

/** Lines that are too wide although they could be broken: without code, and of more than a word and what follows it. */
function tooWide(text: string): readonly string[] {
  return fitTerminal(text)
    .split('\n')
    .filter((line) => columnsOf(line) > 80)
    .filter((line) => !/^ *(heldout|\w+: \[\{)/.test(line) && !/^ *\S*([`{].*[`}]|\S{40,})\S*$/.test(line));
}

let folder = '';
const open = () => loadSuite('suite.yaml', folder);

beforeAll(() => {
  folder = project({
    [data]: rows(30),
    'training.jsonl': rows(1),
    'suite.yaml': suite,
    'the-target-of-the-suite-that-says-it-all-again.mjs': target('return { text };'),
  });
});

describe('what commands tell people is at most 80 columns wide', () => {
  test('check, generate, plan and explain', async () => {
    const made = await generate(await open());
    const checked = await check('suite.yaml', folder);
    const cases = readGeneratedCases((await open()).paths);
    const stories = await explain([await open()], cases[0]?.id ?? '');
    const shown = {
      generate: generateText(made, colors),
      check: checkText(checked, 'suite.yaml', colors),
      plan: planText(await plan(await open()), colors),
      explain: stories.map((story) => explainText(story, colors)).join('\n'),
    };
    expect(checked.warnings.length).toBeGreaterThan(1);
    for (const [name, text] of Object.entries(shown)) {
      expect([name, text.length > 100, tooWide(text)]).toEqual([name, true, []]);
    }
  });

  test('shards, merge, and the problem of a gate without them', async () => {
    const options = { workingFolder: folder };
    const first = await testShard(await open(), { ...options, shard: { index: 1, count: 2 } });
    const found = await gate(await open()).catch((error: unknown) => error);
    await testShard(await open(), { ...options, shard: { index: 2, count: 2 } });
    const merged = await merge(await open(), [path.join(folder, '.heldout')], options);
    const file = `a folder with spaces/${data}.yaml`;
    expect(tooWide(shardText(first, file, colors))).toEqual([]);
    expect(tooWide(mergeText(merged, file, colors))).toEqual([]);
    if (!(found instanceof HeldoutError)) throw new Error('one shard is no run');
    expect(tooWide(problemText(found.problems, colors))).toEqual([]);
  });

  test('import and export', async () => {
    const exported = await exportSuite(await open(), {
      split: 'heldout',
      format: 'inspect',
      from: [],
      licences: null,
      out: null,
      model: null,
      target: null,
      maxTokens: 5,
    });
    expect(tooWide(exportText(exported, folder, colors))).toEqual([]);
    const imported = await importing(folder, data.replace('rows', 'new-rows'), rows(3), {
      licence: 'CC-BY-SA-4.0',
      maxTokens: 1,
      isDryRun: true,
    });
    expect(tooWide(importText(imported, folder, colors))).toEqual([]);
  });
});
