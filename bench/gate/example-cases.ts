import { fileURLToPath } from 'node:url';
import type { DecisionPolicy } from '../../gate/decide.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { declaredIndex } from '../../pipeline/gating/declared-index.ts';
import { loadDataset } from '../../pipeline/load-dataset.ts';
import { loadSuite } from '../../pipeline/load-suite.ts';

/** The cases of example 01, both models right on all of them, and the policy of its suite. */
export async function exampleCases(): Promise<{
  readonly cases: readonly PairedCase[];
  readonly policy: DecisionPolicy;
}> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const loaded = await loadSuite('examples/01-email-triage/suite.yaml', root);
  const { dataset } = await loadDataset(loaded);
  const cases = dataset.cases.map((item) => ({
    caseId: item.id,
    origin: item.origin,
    cluster: item.cluster,
    skill: item.cell.skill,
    edgeCase: item.cell.edgeCase,
    tags: item.tags,
    candidate: 1,
    baseline: 1,
  }));
  const { gate, slices: tags } = loaded.suite;
  return { cases, policy: { ...gate, tags, ...declaredIndex(loaded.suite, dataset.cases) } };
}
