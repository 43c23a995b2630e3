import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { DuelRecord } from '../../core/duel.ts';
import type { Trial } from '../../core/run.ts';
import { openDuels } from '../../runner/duel-log.ts';
import { openJournal } from '../../runner/journal.ts';
import { memoryStore } from '../../runner/memory-store.ts';
import { completed, errored } from '../unit/runner/run-fixtures.ts';
import { storeContract } from './store-contract.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'heldout-stores-'));
afterAll(() => rmSync(folder, { recursive: true }));

const awkward: Trial = {
  status: 'completed',
  caseId: 'a"b\\c',
  attempt: 3,
  output: {
    text: 'line\none\r\n\u2028 "quoted" \u0000 😀 half: \ud83d',
    toolCalls: [{ name: 'look', arguments: { deep: [null, true, -0.5, { x: '' }] } }],
    usage: { inputTokens: 0, outputTokens: 12 },
  },
  scores: [
    { scorer: 'a', status: 'scored', value: 0.1 + 0.2, reason: '', answer: null },
    { scorer: 'b', status: 'unscored', reason: 'why\nnot' },
    {
      scorer: 'c',
      status: 'scored',
      value: 0.5,
      reason: '',
      answer: null,
      votes: [{ judge: 'ollama:qwen3:8b', family: 'qwen', value: 0.5, reason: '"so"\n' }],
    },
  ],
  durationMs: 0,
};
const trials = [completed('a'), errored('b', 'infra'), awkward, errored('c', 'budget', 2)] as const;

storeContract<Trial>('memory-store', () => ({ store: memoryStore(), reopen: null }), trials);

let opened = 0;
storeContract<Trial>(
  'journal',
  () => {
    const file = path.join(folder, `${opened++}`, 'journal.jsonl');
    return { store: openJournal(file), reopen: () => openJournal(file) };
  },
  trials,
);

const duels: readonly [DuelRecord, DuelRecord, ...DuelRecord[]] = [
  { caseId: 'a', attempt: 0, duel: { status: 'unscored', reason: 'no vote\u2028' } },
  { caseId: 'b', attempt: 1, duel: { status: 'compared', difference: -1, reason: 'no output', votes: [] } },
  {
    caseId: 'c',
    attempt: 0,
    duel: {
      status: 'compared',
      difference: 0.5,
      reason: 'half',
      votes: [
        {
          judge: 'a',
          family: 'f',
          difference: 0,
          preferred: ['tie', 'baseline'],
          candidateIsLonger: null,
          reason: '"',
        },
      ],
    },
  },
];
storeContract<DuelRecord>(
  'duel-log',
  () => {
    const file = path.join(folder, `${opened++}`, 'duels.jsonl');
    return { store: openDuels(file), reopen: () => openDuels(file) };
  },
  duels,
);
