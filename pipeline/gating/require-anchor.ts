import { fault } from '../../core/errors.ts';
import type { RunHeader } from '../../core/run.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { mend, misfit } from '../running/fits.ts';

/** Throws BASELINE_MISMATCH for an anchor that today's cases and scorers do not fit: it is never passed over. */
export function requireAnchor(loaded: LoadedSuite, data: LoadedDataset, header: RunHeader): void {
  const why = misfit(header, loaded, data);
  if (why === null) return;
  const pin = `\`heldout baseline ${shellWord(loaded.file)} --run ID --anchor\``;
  throw fault('BASELINE_MISMATCH', `the pinned anchor, run ${header.id}, does not fit: ${why}`, {
    place: { file: loaded.paths.anchor, line: 1, column: null },
    hint: `${mend(header, loaded, data)}; then ${pin}, or remove the file to let go of it`,
  });
}
