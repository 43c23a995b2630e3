import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportSuite } from '../../../pipeline/export.ts';
import type { Imported } from '../../../pipeline/import.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { importing, lines, suiteFolder, suiteText } from './import-fixtures.ts';

const shares = { heldout: 0.3, train: 0.6, probe: 0.1 };
const split = { shares, seed: 0 };
const classified = suiteText('kind: classification, labels: [a, b, c]').replace('contains', 'label');
const words = [
  'river',
  'stone',
  'lamp',
  'glass',
  'paper',
  'cloud',
  'horse',
  'door',
  'bread',
  'clock',
  'garden',
  'winter',
];

/** Rows of three labels that say different things; some belong to one customer, some are near copies. */
function rowsOf(n: number): readonly object[] {
  return Array.from({ length: n }, (_, i) => {
    const at = (k: number) =>
      words[(i * (2 * k + 1) + k * k + Math.floor(i / words.length) * (k + 3)) % words.length];
    const input = `${at(0)} ${at(1)} ${at(2)} ${at(3)} ${at(4)} number ${i} ${at(5)}${i}`;
    return {
      input,
      expected: 'abc'.charAt(i % 3),
      ...(i % 10 === 0 ? { cluster: `customer-${i % 20}` } : {}),
    };
  });
}

const rowsIn = ({ files }: Imported) =>
  files.map(({ to, file }) => ({
    to,
    rows: readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  }));
const splitOf = (imported: Imported) =>
  new Map(rowsIn(imported).flatMap(({ to, rows }) => rows.map((row) => [row.input, to] as const)));

describe('rows are dealt to splits', () => {
  test('each label near its shares, whole clusters and near copies on one side', async () => {
    const rows = [
      ...rowsOf(300),
      ...rowsOf(20).map((row) => ({ ...row, input: `${(row as { input: string }).input}!!` })),
    ];
    const imported = await importing(suiteFolder(classified), 'all.jsonl', lines(...rows), { split });
    expect(imported.files.map(({ to }) => to)).toEqual(['heldout', 'probe', 'training']);
    expect(imported.balance).toMatchObject({ shares, moved: 0 });
    for (const { rows: held } of imported.balance?.strata ?? []) {
      const total = held.heldout + held.probe + held.train;
      expect(Math.abs(held.heldout / total - 0.3)).toBeLessThan(0.08);
      expect(Math.abs(held.train / total - 0.6)).toBeLessThan(0.08);
    }
    const where = splitOf(imported);
    for (const { input } of rowsOf(20) as readonly { input: string }[])
      expect(where.get(`${input}!!`)).toBe(where.get(input));
    const clusters = new Map<string, Set<string>>();
    for (const { to, rows: held } of rowsIn(imported))
      for (const { cluster } of held)
        if (cluster) clusters.set(cluster, (clusters.get(cluster) ?? new Set()).add(to));
    expect(clusters.size).toBeGreaterThan(5);
    expect([...clusters.values()].filter((sides) => sides.size > 1)).toEqual([]);
  });

  test('a short text within longer ones ties nothing together', async () => {
    const tails = ['for the trip to Oslo', 'and who sets it', 'in the app since Monday', 'on my second card'];
    const rows = ['', ...tails].map((tail, i) => ({
      input: `What is my exchange rate ${tail}`.trim(),
      expected: 'abc'.charAt(i % 3),
    }));
    const imported = await importing(suiteFolder(classified), 'all.jsonl', lines(...rows), { split });
    expect(imported.balance).toMatchObject({ groups: 5, largest: 1 });
  });

  test('what was dealt can be exported to train on: nothing of it is near what is held out', async () => {
    const folder = suiteFolder(classified);
    const rows = [
      ...rowsOf(200),
      ...rowsOf(60).map((row) => ({ ...row, input: `Please: ${(row as { input: string }).input}` })),
    ];
    await importing(folder, 'all.jsonl', lines(...rows), { split, addsEntry: true, licence: 'MIT' });
    const loaded = await loadSuite('suite.yaml', folder);
    expect(loaded.suite.data).toMatchObject({ heldout: [{}], training: [{}], probe: [{}] });
    const options = {
      from: ['training'],
      licences: null,
      out: null,
      model: null,
      target: null,
      maxTokens: null,
    } as const;
    const exported = await exportSuite(loaded, { ...options, split: 'train', format: 'messages' });
    expect(exported.refused).toEqual([]);
    expect(exported.manifest.rows).toBeGreaterThan(100);
  });

  test('more rows do not move the old ones', async () => {
    const folder = suiteFolder(classified);
    const before = splitOf(await importing(folder, 'all.jsonl', lines(...rowsOf(120)), { split }));
    const more = await importing(folder, 'all.jsonl', lines(...rowsOf(400).toReversed()), {
      split,
      replaces: true,
    });
    const after = splitOf(more);
    expect([...before].filter(([input, to]) => after.get(input) !== to)).toEqual([]);
    expect(after.size).toBe(400);
    const { rows } = more.balance ?? { rows: { heldout: 0 } };
    expect(Math.abs(rows.heldout / 400 - 0.3)).toBeLessThan(0.05);
  });

  test('a row that ties two splits together: what it ties is held out, and that is told', async () => {
    const folder = suiteFolder(classified);
    const first = await importing(folder, 'all.jsonl', lines(...rowsOf(60)), { split });
    const [one] = rowsIn(first).find(({ to }) => to === 'heldout')?.rows ?? [];
    const [other] = rowsIn(first).find(({ to }) => to === 'training')?.rows ?? [];
    const tied = rowsOf(60).map((row) =>
      [one.input, other.input].includes((row as { input: string }).input) ? { ...row, cluster: 'tied' } : row,
    );
    const again = await importing(folder, 'all.jsonl', lines(...tied), { split, replaces: true });
    expect([splitOf(again).get(one.input), splitOf(again).get(other.input)]).toEqual(['heldout', 'heldout']);
    expect(again.balance?.moved).toBe(1);
  });

  test('the same rows and seed give the same bytes; another seed does not', async () => {
    const digests = async (seed: number) =>
      (
        await importing(suiteFolder(classified), 'all.jsonl', lines(...rowsOf(90)), {
          split: { shares, seed },
        })
      ).files.map(({ digest }) => digest);
    expect(await digests(3)).toEqual(await digests(3));
    expect(await digests(3)).not.toEqual(await digests(4));
  });

  test('files are named after the split, and rows that were held out elsewhere are not dealt to training', async () => {
    const carried = rowsOf(40).map((row) => ({ ...row, metadata: { heldout: { split: 'heldout' } } }));
    const imported = await importing(suiteFolder(classified), 'all.jsonl', lines(...carried), { split });
    expect(imported.files.map(({ file, rows }) => [path.basename(file), rows])).toEqual([
      ['all.heldout.jsonl', 40],
      ['all.probe.jsonl', 0],
      ['all.train.jsonl', 0],
    ]);
  });
});
