import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diffDocument } from '../../pipeline/documents/diff-document.ts';
import { logDocument } from '../../pipeline/documents/log-document.ts';
import { freeze } from '../../pipeline/freeze.ts';
import { generate } from '../../pipeline/generate.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';
import { diff, log } from '../../pipeline/version-history.ts';
import { judgeReply, lastMessage } from '../fixtures/providers/judge-reply.ts';
import { loopbackProvider } from '../fixtures/providers/loopback-provider.ts';
import { echoProject, heldout, json, project, read, rows, suite, write } from './cli.ts';

const edge =
  '[{ id: small, description: Small letters., expect: invariant, quota: 12, generators: [{ use: perturb, with: { ops: [lower], from: heldout } }] }]';

test('a version comes back from suite and recorded answers, and what changes later is told', async () => {
  let calls = 0;
  const provider = await loopbackProvider(({ path: asked, body }) => {
    if (asked.endsWith('/models')) return { json: { data: [] } };
    const call = calls++;
    const content = judgeReply(body, (text) => ({ answer: `${text} (${call})` })) ?? lastMessage(body);
    return { json: { choices: [{ message: { content }, finish_reason: 'stop' }] } };
  });
  onTestFinished(() => provider.close());
  const judge = `  judges: [{ use: "openai-compatible:mock@${provider.url}/v1", lineage: { vendor: none, family: another } }]\n`;
  const files = echoProject(20);
  const folder = project({
    ...files,
    'suite.yaml': suite('', edge).replace('models:\n', `models:\n${judge}`),
  });
  const make = async (mode: 'record' | 'replay') => {
    const loaded = await loadSuite('suite.yaml', folder, { file: path.join(folder, 'tape.jsonl'), mode });
    await generate(loaded, { fresh: true });
    loaded.session.close();
    return loadSuite('suite.yaml', folder);
  };

  const { manifest } = await freeze(await make('record'));
  const asked = calls;
  expect(asked).toBeGreaterThan(0);
  expect(manifest).toMatchObject({ version: 1, parent: null, counts: { real: 20, synthetic: 12 } });
  expect(manifest.parents).toMatchObject([{ name: 'rows.jsonl', licence: 'CC0-1.0', n: 12 }]);
  expect(manifest.set?.gates.map(({ gate }) => gate)).toEqual(['diversity', 'shift', 'balance']);
  await provider.close();
  for (const made of ['.heldout', 'echo/cases.jsonl', 'echo/rejects.jsonl', 'echo/local.json'])
    rmSync(path.join(folder, made), { recursive: true, force: true });
  const again = await make('replay');
  expect(calls).toBe(asked);
  const same = await freeze(again);
  expect([same.written, same.manifest]).toEqual([false, manifest]);
  expect(await diff(again, manifest.digest.slice(0, 8), null)).toMatchObject({ isEqual: true, kept: 32 });

  // One row goes to the probe set, one more is there, one is expected to give something else.
  const lines = rows(21).split('\n');
  const [moved = ''] = lines.splice(3, 1);
  write(folder, {
    'rows.jsonl': lines.join('\n').replace('"expected":"w5"', '"expected":"w55"'),
    'probe.jsonl': `${moved}\n`,
    'suite.yaml': read(folder, 'suite.yaml').replace('data: {', 'data: { probe: [{ path: probe.jsonl }],'),
  });
  const frozen = json(await heldout(folder, 'freeze', 'suite.yaml', '--json'));
  expect(frozen).toMatchObject({ version: 2, written: true, gates: [{ gate: 'diversity' }, {}, {}] });
  const told = (await heldout(folder, 'diff', 'suite.yaml', '1', '2')).stdout;
  expect(told).toMatch(/^version 1 → 2, 30 cases kept\nadded 1\n {2}\w{16}\nremoved 0\nrelabelled 1\n/);
  expect(told).toMatch(/\nmoved 1\n {2}\w{16}: heldout → probe\n/);
  // A schema takes out what it does not name.
  const history = json(await heldout(folder, 'log', 'suite.yaml', '--json'));
  expect(logDocument.parse(history)).toEqual(history);
  expect(history.versions).toMatchObject([
    { change: null },
    { change: { kept: 30 }, set: { gates: [{}, {}, {}] } },
  ]);
  const changed = json(await heldout(folder, 'diff', 'suite.yaml', '1', '2', '--json'));
  expect(diffDocument.parse(changed)).toEqual(changed);
  expect(changed).toMatchObject({ isEqual: false, resplit: [{ from: 'heldout', to: 'probe' }] });
  expect(log(await loadSuite('suite.yaml', folder))).toMatchObject([
    { manifest: { version: 1 }, change: null },
    { manifest: { version: 2, parent: { version: 1 } }, change: { kept: 30 }, isBaseline: false },
  ]);
});
