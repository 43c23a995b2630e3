import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { heldout, json, read, write } from '../e2e/cli.ts';
import { skippedLoudly } from './skipped-loudly.ts';

const { gemma, smollm2 } = inject('gguf');
const ollama = inject('ollama');
const all = ollama === null || gemma === null || smollm2 === null ? null : { ollama, gemma, smollm2 };

skippedLoudly('a whole suite on real models', all, ({ ollama: url, gemma: completing, smollm2: judging }) => {
  process.env['OLLAMA_HOST'] = url;
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-live-'));
  cpSync(path.join(import.meta.dirname, '../../examples/10-local-models'), folder, { recursive: true });
  const target = `llama-cpp:${completing}`;

  const judged = (yaml: string) => yaml.replace('models:\n', 'models:\n  judges: [ollama:smollm2:135m]\n');

  test('Gemma completes: generated, run and gated from end to end', { timeout: 300_000 }, async () => {
    const checked = await heldout(folder, 'check', 'suite.yaml', '--json');
    expect(checked.code, checked.stdout).toBe(0);
    const generated = await heldout(folder, 'generate', 'suite.yaml', '--json');
    expect(generated.code, generated.stderr).toBe(0);
    expect(json(generated)).toMatchObject({ planned: 24, accepted: 24 });
    const outcome = await heldout(folder, 'test', 'suite.yaml', '--target', target, '--json');
    expect([0, 1, 3], outcome.stderr).toContain(outcome.code);
    const { status, trials, arms, spend, durationMs } = json(outcome);
    console.log('test', status, trials, JSON.stringify(arms), spend, durationMs);
    expect(trials.planned).toBe(48);
    expect(trials.planned).toBe(trials.completed + trials.errored + trials.skipped);
    expect(trials.faults.infra).toBe(0);
    // Three topics: a model that saw nothing of the messages gets a third of them.
    expect(arms[0]).toMatchObject({ origin: 'real', n: 24, baseline: 8 / 24 });
    expect(arms[0].candidate).toBeGreaterThan(8 / 24);
  });

  test('SmolLM2 does not judge SmolLM2, whatever its file is called', async () => {
    write(folder, { 'judged.yaml': judged(read(folder, 'suite.yaml')) });
    const refused = await heldout(
      folder,
      'test',
      'judged.yaml',
      '--target',
      `llama-cpp:${judging}`,
      '--json',
    );
    expect([refused.code, json(refused).error.code]).toEqual([2, 'LINEAGE_RELATED']);
    const yaml = read(folder, 'judged.yaml').replace('ollama:gemma3:270m', 'ollama:smollm2');
    write(folder, { 'related.yaml': yaml });
    const load = await heldout(folder, 'check', 'related.yaml', '--json');
    expect([load.code, json(load).problems[0].code]).toEqual([2, 'LINEAGE_RELATED']);
  });

  test('SmolLM2 judges: what it rules on is counted, and stands only where it catches planted errors', {
    timeout: 900_000,
  }, async () => {
    const small = judged(read(folder, 'suite.yaml'))
      .replace('id: shop-messages', 'id: judged')
      .replaceAll('quota: 12', 'quota: 2');
    write(folder, { 'judged.yaml': small });
    const generated = await heldout(folder, 'generate', 'judged.yaml', '--json');
    const planted = read(folder, 'judged/canaries.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ by }) => String(by).includes('smollm2'));
    const caught = planted.filter(({ outcome }) => outcome === 'caught');
    console.log('judge', generated.code, { planted: planted.length, caught: caught.length });
    expect(planted.length).toBeGreaterThanOrEqual(4);
    if (generated.code === 2) {
      expect(['JUDGE_UNRELIABLE', 'CELL_EMPTY']).toContain(json(generated).error.code);
      return;
    }
    expect(generated.code, generated.stderr).toBe(0);
    expect(caught.length).toBeGreaterThan(0);
  });
});
