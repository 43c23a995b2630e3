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

  test('Gemma completes and SmolLM2 judges: another vendor, another family', {
    timeout: 300_000,
  }, async () => {
    const checked = await heldout(folder, 'check', 'suite.yaml', '--json');
    expect(checked.code, checked.stdout).toBe(0);
    const generated = await heldout(folder, 'generate', 'suite.yaml', '--json');
    expect(generated.code, generated.stderr).toBe(0);
    const { planned, accepted, rejected, undecided, spend } = json(generated);
    expect(planned).toBe(24);
    // Every case was put before the judge, and every ruling is on record.
    expect(spend.requests).toBeGreaterThan(0);
    console.log('generate', { planned, accepted, rejected, undecided }, spend);
    const outcome = await heldout(folder, 'test', 'suite.yaml', '--target', target, '--json');
    expect([0, 1, 3], outcome.stderr).toContain(outcome.code);
    const { status, trials, arms, spend: spent, durationMs } = json(outcome);
    console.log('test', status, trials, JSON.stringify(arms), spent, durationMs);
    expect(trials.planned).toBe(24 + accepted);
    expect(trials.planned).toBe(trials.completed + trials.errored + trials.skipped);
    expect(trials.faults.infra).toBe(0);
    // Three topics: a model that saw nothing of the messages gets a third of them.
    expect(arms[0]).toMatchObject({ origin: 'real', n: 24, baseline: 8 / 24 });
    expect(arms[0].candidate).toBeGreaterThan(8 / 24);
  });

  test('SmolLM2 does not judge SmolLM2, whatever its file is called', async () => {
    const refused = await heldout(folder, 'test', 'suite.yaml', '--target', `llama-cpp:${judging}`, '--json');
    expect([refused.code, json(refused).error.code]).toEqual([2, 'LINEAGE_RELATED']);
    const yaml = read(folder, 'suite.yaml').replace('ollama:gemma3:270m', 'ollama:smollm2');
    write(folder, { 'related.yaml': yaml });
    const load = await heldout(folder, 'check', 'related.yaml', '--json');
    expect([load.code, json(load).problems[0].code]).toEqual([2, 'LINEAGE_RELATED']);
  });
});
