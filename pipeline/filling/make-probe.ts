import type { Case } from '../../core/case.ts';
import { totalSpend } from '../call-meter.ts';
import { admissionContexts } from '../generation/admission-context.ts';
import { noCanaries } from '../generation/canary-batches.ts';
import { casePool } from '../generation/case-pool.ts';
import { fillCell } from '../generation/fill-cell.ts';
import { openJudges } from '../generation/open-judges.ts';
import { openWriter } from '../generation/open-writer.ts';
import { makePanel } from '../generation/panel.ts';
import { casesOf, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { onSeeds } from './aimed-lots.ts';

/**
 * Makes so many cases of each cell (SKILL/EDGE) out of the probe rows, by the cell's own generators and judges: nothing that
 * was looked at chose them, no run of the suite scores them, and nothing is trained on them. Fewer where the rows give
 * no more.
 */
export async function makeProbe(
  loaded: LoadedSuite,
  real: RealData,
  wanted: ReadonlyMap<string, number>,
  seed: number,
  signal: AbortSignal,
) {
  const { suite, registry } = loaded;
  const own = { ...real, seeds: real.probe };
  const rows = { heldout: casesOf(real.heldout), seeds: casesOf(real.probe) };
  const pool = casePool(rows, { cases: [], rejects: [] }, 'probe');
  const contextOf = await admissionContexts(loaded, own, pool);
  const judges = await openJudges(loaded, true);
  const writer = await openWriter(loaded, true);
  try {
    for (const skill of suite.skills) {
      for (const edgeCase of skill.edgeCases) {
        const quota = wanted.get(`${skill.id}/${edgeCase.id}`) ?? 0;
        if (quota === 0 || !rows.seeds.some(({ cell }) => cell.skill === skill.id)) continue;
        const probing = { ...edgeCase, quota, generators: edgeCase.generators.map(onSeeds) };
        await fillCell(
          {
            skill,
            edgeCase: probing,
            variants: [{ attributes: {}, target: quota }],
            pairs: null,
          },
          {
            suite,
            registry,
            pool,
            real: own,
            writer,
            panel: makePanel(probing, registry, suite.task, judges.judges),
            canaries: noCanaries,
            seed,
            concurrency: suite.run.concurrency,
            room: () => Infinity,
            contextOf,
            onProgress: () => {},
          },
          signal,
        );
      }
    }
    const cases: readonly Case[] = [...pool.accepted.values()];
    return { cases, spend: totalSpend([judges.spend(), writer.spend()]) };
  } finally {
    await judges.close();
    await writer.close();
  }
}
