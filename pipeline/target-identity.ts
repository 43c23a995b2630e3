import path from 'node:path';
import { digest } from '../core/digest.ts';
import { canonicalJson } from '../core/json.ts';
import type { TargetIdentity } from '../core/run.ts';
import type { Lineage, ModelUse } from '../core/suite.ts';
import { weightsDigest } from '../models/gguf/weights-digest.ts';
import { parseModelRef } from '../models/model-ref.ts';
import { moduleDigest } from '../models/module-digest.ts';

/** Absolute folders: where relative paths of a ref start, and where the suite file lies. */
interface RefFolders {
  readonly from: string;
  readonly suiteFolder: string;
}

/**
 * Says which target a ref means, the same wherever the ref was written: paths become relative to the suite's folder,
 * modules and model files are told by their content too, and language models by how they are asked. Throws MODULE_LOAD for a module that cannot be read.
 */
export function identifyTarget(
  { use, with: settings }: ModelUse,
  lineage: Lineage | null,
  { from, suiteFolder }: RefFolders,
): TargetIdentity {
  const asked = settings === undefined ? '' : canonicalJson({ ...settings });
  const ref = parseModelRef(use);
  if (ref.scheme !== 'module' && ref.scheme !== 'llama-cpp')
    return { ref: use.trim(), digest: asked === '' ? null : digest(asked), lineage };
  const relative = (file: string) => {
    const short = path.relative(suiteFolder, file).replaceAll('\\', '/');
    return short.startsWith('../') ? short : `./${short}`;
  };
  const file = path.resolve(from, ref.path);
  if (ref.scheme === 'module')
    return { ref: `module:${relative(file)}`, digest: moduleDigest(file), lineage };
  const lora = ref.lora === null ? null : path.resolve(from, ref.lora);
  const options = [
    ...(lora === null ? [] : [`lora=${relative(lora)}`]),
    ...(ref.contextTokens === null ? [] : [`context=${ref.contextTokens}`]),
  ];
  return {
    ref: `llama-cpp:${relative(file)}${options.length === 0 ? '' : `?${options.join('&')}`}`,
    digest: digest(
      [asked, ...[file, lora].map((one) => (one === null ? '' : weightsDigest(one)))].join('\n'),
    ),
    lineage,
  };
}
