import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { explainText } from '../../../cli/text/explain-text.ts';
import type { Verdict } from '../../../core/case.ts';
import { caseOf } from '../judges/judge-fixtures.ts';

const verdict = (by: string, family: string | null, more: Partial<Verdict> = {}): Verdict => ({
  status: 'accepted',
  code: null,
  reason: 'agrees',
  by,
  version: '1',
  lineage: family === null ? null : { vendor: 'none', family, base: null, teacher: null },
  ...more,
});

test('who of a panel said what, what it came to, and what it would have been without each family', () => {
  const verdicts = [
    verdict('validation:ollama:qwen3', 'qwen'),
    verdict('validation:ollama:gemma3', 'gemma', {
      status: 'rejected',
      code: 'ambiguous',
      reason: 'another is as good',
    }),
    verdict('panel', null, {
      status: 'undecided',
      code: 'judges-split',
      reason: '2 judges: ollama:qwen3 agrees, ollama:gemma3 ambiguous',
      withoutFamily: { gemma: 'accepted', qwen: 'rejected' },
    }),
  ];
  const item = { ...caseOf('Where is it?'), status: 'undecided', code: 'judges-split', verdicts } as const;
  const shown = explainText(
    {
      suite: 's',
      standing: 'reject',
      item,
      ancestors: [],
      children: [],
      relabelledAs: null,
      labels: [],
      versions: [],
      trials: [],
      duels: [],
    },
    picocolors.createColors(false),
  );
  expect(shown).toContain('verdict    accepted by validation:ollama:qwen3: agrees\n');
  expect(shown).toContain(
    'verdict    rejected (ambiguous) by validation:ollama:gemma3: another is as good\n',
  );
  expect(shown).toContain(
    'verdict    undecided (judges-split) by panel: 2 judges: ollama:qwen3 agrees, ollama:gemma3 ambiguous; without gemma: accepted; without qwen: rejected',
  );
});
