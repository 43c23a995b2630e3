import path from 'node:path';
import { expect, test } from 'vitest';
import { inputText } from '../../core/case.ts';
import { readProbeCases } from '../../datasets/probe-cases.ts';
import { readTrainingItems } from '../../datasets/training-items.ts';
import { exportedMails } from '../../examples/01-email-triage/candidate-mended.ts';
import { closeLoop } from '../../pipeline/demo-loop.ts';
import { casesOf, loadDataset, loadRealData } from '../../pipeline/load-dataset.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';

const folder = path.join(import.meta.dirname, '../../examples/01-email-triage');

/** The runs of eight words of a text, each once. */
function eights(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(7).map((_, at) => words.slice(at, at + 8).join(' ')));
}

test('example 01: the loop mends the broken slice, and its export is apart from all that is held out', async () => {
  const { filled, result, againstBroken } = await closeLoop(
    folder,
    process.cwd(),
    () => {},
    new AbortController().signal,
  );
  expect(filled.aims.map(({ name }) => name)).toContain('real/#quoted');
  expect(result.helped).toBe('yes');
  expect(againstBroken.slices.filter(({ status }) => status === 'fail').map(({ name }) => name)).toEqual([]);

  const loaded = await loadSuite(path.join(folder, 'loop.yaml'));
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const heldout = [
    ...(await loadDataset(loaded)).dataset.cases,
    ...casesOf(real.probe),
    ...readProbeCases(loaded.paths),
    ...casesOf(real.seeds).filter(({ split }) => split === 'heldout'),
  ];
  const clusters = new Set(heldout.map(({ cluster }) => cluster));
  const items = readTrainingItems(loaded.paths);
  expect(items.filter(({ cluster }) => clusters.has(cluster))).toEqual([]);

  const mails = exportedMails();
  expect(mails).toHaveLength(items.length);
  const places = new Map<string, number[]>();
  for (const [at, item] of heldout.entries())
    for (const gram of eights(inputText(item.input))) places.set(gram, [...(places.get(gram) ?? []), at]);
  for (const { text } of mails) {
    const own = eights(text);
    const shared = new Map<number, number>();
    for (const gram of own)
      for (const at of places.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    // No held-out text holds half of an exported one, or nearly so.
    expect(Math.max(0, ...shared.values())).toBeLessThanOrEqual(Math.max(own.size, 16) / 2);
  }
}, 300_000);
