import path from 'node:path';
import type { TargetIdentity } from '../core/run.ts';
import type { Lineage, ModelUse } from '../core/suite.ts';
import { parseModelRef } from '../models/model-ref.ts';
import { moduleDigest } from '../models/module-digest.ts';

/** Absolute folders: where relative paths of a ref start, and where the suite file lies. */
interface RefFolders {
  readonly from: string;
  readonly suiteFolder: string;
}

/**
 * Says which target a ref means, the same wherever the ref was written: paths become relative to the suite's folder,
 * and a module is told by its content too. Throws MODULE_LOAD for a module that cannot be read.
 */
export function identifyTarget(
  use: Pick<ModelUse, 'use'>,
  lineage: Lineage | null,
  { from, suiteFolder }: RefFolders,
): TargetIdentity {
  const ref = parseModelRef(use.use);
  if (ref.scheme !== 'module' && ref.scheme !== 'llama-cpp')
    return { ref: use.use.trim(), digest: null, lineage };
  const file = path.resolve(from, ref.path);
  const relative = path.relative(suiteFolder, file).replaceAll('\\', '/');
  const written = relative.startsWith('../') ? relative : `./${relative}`;
  return {
    ref: `${ref.scheme}:${written}`,
    digest: ref.scheme === 'module' ? moduleDigest(file) : null,
    lineage,
  };
}
