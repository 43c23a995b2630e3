import { fault } from '../../core/errors.ts';
import type { AddCommand } from '../command.ts';
import {
  dollars,
  examples,
  goalRate,
  jsonOption,
  recordingOf,
  recordOption,
  replayOption,
  wholeNumber,
} from '../options.ts';

interface Options {
  readonly json?: boolean;
  readonly run?: string;
  readonly goal?: number;
  readonly top: number;
  readonly clusters: boolean;
  readonly ask?: boolean;
  readonly maxCost?: number;
  readonly record?: string;
  readonly replay?: string;
}

export const addGaps: AddCommand = (program, perform) => {
  program
    .command('gaps')
    .argument('<suite>', 'suite file')
    .description('where the target of a run is weak: cells by shrunk rates, slices nobody has named, and why')
    .option('--run <id>', 'run to look at (default: the newest that is not a baseline’s)')
    .option('--goal <rate>', 'what every cell should reach (default: the rest of its arm)', goalRate)
    .option('--top <n>', 'cells to print; --json has them all', wholeNumber(1), 12)
    .option(
      '--ask',
      'show failures to the first of models.judges that may judge the target, for its words on why; else no judge is called',
    )
    .option('--no-clusters', 'do not embed the cases: no slices among clusters by models.embedder')
    .option('--max-cost <usd>', 'stop asking before so much is spent; rules speak for the rest', dollars)
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout gaps suite.yaml',
        'heldout gaps suite.yaml --goal 0.95 --json',
        'heldout gaps suite.yaml --ask --max-cost 0.20',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { gaps } = await import('../../pipeline/gaps.ts');
        const { toGapsDocument } = await import('../../pipeline/documents/gaps-document.ts');
        const { gapsText } = await import('../text/gaps-text.ts');
        const { createProgress } = await import('../progress.ts');
        const { json: _, record: _1, replay: _2, maxCost, top, ...wanted } = options;
        refuseUnread(options);
        const recording = recordingOf(options, session.workingFolder);
        const loaded = await loadSuite(suite, session.workingFolder, recording, maxCost ?? null);
        const progress = createProgress(session);
        const onEmbedded = (done: number, planned: number) => progress.show('embedded', done, planned);
        const onAsked = (done: number, planned: number) => progress.show('asked', done, planned);
        const found = await gaps(loaded, { ...wanted, onEmbedded, onAsked }, session.signal).finally(() => {
          progress.clear();
          loaded.session.close();
        });
        session.document(toGapsDocument(found));
        session.print(gapsText(found, top, session.colors));
        return 0;
      }),
    );
};

function refuseUnread(options: Options): void {
  const unread = (['maxCost', 'record', 'replay'] as const).find((key) => options[key] !== undefined);
  if (options.ask === true || unread === undefined) return;
  const name = unread === 'maxCost' ? 'max-cost' : unread;
  throw fault('USAGE', `\`--${name}\` is for \`--ask\`: no model is asked here`);
}
