import path from 'node:path';
import { fault } from '../core/errors.ts';
import { recordingOf } from './options.ts';
import type { Session } from './session.ts';

interface Options {
  readonly out?: string;
  readonly target?: string;
  readonly seed?: number;
  readonly maxCost?: number;
  readonly record?: string;
  readonly replay?: string;
}

/** `export --stand-ins`: writes a shareable copy of the real held-out records, and tells how far it is from them. */
export async function exportStandIns(suite: string, options: Options, session: Session): Promise<0> {
  if (options.out === undefined) {
    const hint = 'name a folder that you mean to show to others: `--out DIR`';
    throw fault('USAGE', '`--stand-ins` needs `--out`', { hint });
  }
  const { loadSuite } = await import('../pipeline/load-suite.ts');
  const pipeline = await import('../pipeline/export-stand-ins.ts');
  const { toStandInsDocument } = await import('../pipeline/documents/stand-ins-document.ts');
  const { standInsText } = await import('./text/stand-ins-text.ts');
  const { createProgress } = await import('./progress.ts');
  const progress = createProgress(session);
  const { workingFolder } = session;
  const recording = recordingOf(options, workingFolder);
  const loaded = await loadSuite(suite, workingFolder, recording, options.maxCost ?? null);
  const exported = await pipeline
    .exportStandIns(
      loaded,
      {
        ...(options.seed === undefined ? {} : { seed: options.seed }),
        ...(options.target === undefined ? {} : { target: options.target }),
        workingFolder,
        out: path.resolve(workingFolder, options.out),
        onProgress: (done, all) => progress.show('stand-ins', done, all),
      },
      session.signal,
    )
    .finally(() => {
      progress.clear();
      loaded.session.close();
    });
  session.document(toStandInsDocument(exported.report));
  session.print(standInsText(exported, workingFolder, session.colors));
  return 0;
}
