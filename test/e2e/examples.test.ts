import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { heldout, json } from './cli.ts';

const examples = path.join(import.meta.dirname, '../../examples');

/** Examples that run offline: made from what models answered once, then one candidate passes and one fails. */
const offline: readonly { name: string; slice: string }[] = [{ name: '02-support-triage', slice: 'queue' }];

test.each(offline)(
  '$name: generated from its recorded answers, the good candidate passes and the broken one fails',
  async ({ name, slice }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'heldout-example-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(path.join(examples, name), folder, { recursive: true });

    const generated = await heldout(folder, 'generate', 'suite.yaml', '--replay', 'answers.jsonl', '--json');
    expect(generated.code, generated.stderr).toBe(0);
    const { cells } = json(generated);
    expect(cells.length).toBeGreaterThan(2);
    for (const { edgeCase, target, accepted } of cells) expect(accepted, edgeCase).toBe(target);

    const good = await heldout(folder, 'test', 'suite.yaml', '--json');
    expect(good.code, good.stderr).toBe(0);
    expect(json(good).status).toBe('pass');

    const broken = await heldout(
      folder,
      'test',
      'suite.yaml',
      '--json',
      '--target',
      'module:./target-broken.mjs',
    );
    expect(broken.code, broken.stderr).toBe(1);
    expect(json(broken).status).toBe('fail');
    expect(JSON.stringify(json(broken).checks)).toContain(slice);
  },
  120_000,
);
