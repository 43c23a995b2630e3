import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { counted } from '../../core/counted.ts';
import { fault } from '../../core/errors.ts';
import type { Selection } from '../../core/label.ts';
import type { LoadedSuite } from '../../pipeline/load-suite.ts';
import type { ReviewOptions } from '../../pipeline/review.ts';
import type { AddCommand } from '../command.ts';
import { examples, jsonOption, wholeNumber } from '../options.ts';
import type { Session } from '../session.ts';

interface Options {
  readonly json?: boolean;
  readonly as?: string;
  readonly run?: string;
  readonly sample?: number;
  readonly active?: number;
  readonly items?: number;
  readonly case?: string;
  readonly only?: readonly Selection['plan'][];
  readonly overlap?: boolean;
  readonly blind: boolean;
  readonly export?: string;
  readonly import?: string;
}

export const addReview: AddCommand = (program, perform) => {
  program
    .command('review')
    .argument('<suite>', 'suite file')
    .description('people look at cases, or at the answers of a run: accept, reject, relabel, one key each')
    .option('--as <name>', 'who reviews (default: `git config user.name`)')
    .option('--run <id>', 'look at the answers of this run and of its baseline, not at cases')
    .option(
      '--sample <n>',
      'with --run: cases of each origin whose answers are looked at (default: 100)',
      wholeNumber(1),
    )
    .option('--active <n>', 'draw about so many items, more where judges disagree', wholeNumber(1))
    .option('--items <n>', 'size of the acceptance sample of each strategy and model', wholeNumber(1))
    .option('--case <id>', 'look at this case')
    .option('--only <plans>', 'undecided, disputed, acceptance or active; several with commas', parsePlans)
    .option('--overlap', 'look at what others have labelled too: two people on one item give their agreement')
    .option('--no-blind', 'show the expected value at once')
    .option('--export <file>', 'write the queue as JSON lines to fill in')
    .option('--import <file>', 'take the decisions of such a file; `-` reads them from stdin')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout review suite.yaml',
        'heldout review suite.yaml --run 20260131-094501-3f9a --sample 50',
        'heldout review suite.yaml --export queue.jsonl',
        'heldout review suite.yaml --import queue.jsonl --as Ann',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { reviewer } = await import('../../pipeline/labelling/reviewer.ts');
        requireTogether(options);
        const loaded = await loadSuite(suite, session.workingFolder);
        const wanted = reviewOptions(options, reviewer(options.as, session.workingFolder));
        if (options.import !== undefined) return importFile(loaded, wanted, options.import, session);
        if (options.export !== undefined) return exportQueue(loaded, wanted, options.export, session);
        if (options.json === true) return showQueue(loaded, wanted, session);
        const { reviewAtTerminal } = await import('../review-at-terminal.ts');
        return reviewAtTerminal(loaded, wanted, { blind: options.blind }, session);
      }),
    );
};

const plans = ['undecided', 'disputed', 'acceptance', 'active'] as const satisfies Selection['plan'][];

function parsePlans(written: string): readonly Selection['plan'][] {
  return written.split(',').map((name) => {
    const plan = plans.find((known) => known === name.trim());
    if (plan === undefined) throw new InvalidArgumentError(`Write some of ${plans.join(', ')}.`);
    return plan;
  });
}

/** An option that would not be read is refused. Throws USAGE. */
function requireTogether(options: Options): void {
  const { run, sample, items, only, case: caseId, active } = options;
  const unread = [
    ...(run === undefined && sample !== undefined ? ['--sample is of answers: it needs --run'] : []),
    ...(run !== undefined && (items ?? only ?? caseId) !== undefined
      ? ['--items, --only and --case are of cases, and --run asks about answers']
      : []),
    ...(active !== undefined && (sample ?? caseId) !== undefined ? ['--active chooses by itself'] : []),
    ...(options.import !== undefined && options.export !== undefined
      ? ['--export writes a queue and --import takes one: one at a time']
      : []),
  ];
  const [first] = unread;
  if (first !== undefined) throw fault('USAGE', first, { hint: 'see `heldout review --help`' });
}

function reviewOptions(options: Options, by: string): ReviewOptions {
  const { run, sample, active, items, only, overlap, case: caseId } = options;
  const given = { run, sample, active, items, only, overlap, caseId };
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  // Only the keys of ReviewOptions were put in, each with its own value.
  return { by, ...(Object.fromEntries(set) as Omit<ReviewOptions, 'by'>) };
}

async function importFile(
  loaded: LoadedSuite,
  options: ReviewOptions,
  file: string,
  session: Session,
): Promise<0> {
  const { bytesOf, importDecisions } = await import('../../pipeline/import-decisions.ts');
  const { applyReview, reviewQueue } = await import('../../pipeline/review.ts');
  const { toReviewDocument } = await import('../../pipeline/documents/review-document.ts');
  const { reviewSummary } = await import('../text/review-text.ts');
  const chunks = file === '-' ? process.stdin : bytesOf(path.resolve(session.workingFolder, file));
  const imported = await importDecisions(loaded, chunks, { by: options.by, file });
  const changes = applyReview(loaded);
  const queue = await reviewQueue(loaded, options);
  session.document(toReviewDocument(queue, changes, imported));
  const { added, known, undecided, notes } = imported;
  session.print(
    [
      `${counted(added, 'decision')} taken, ${known} known before, ${counted(undecided, 'line')} without one`,
      reviewSummary(queue.items.length, changes, queue.strata, [...notes, ...queue.notes]),
    ].join('\n'),
  );
  return 0;
}

async function exportQueue(
  loaded: LoadedSuite,
  options: ReviewOptions,
  file: string,
  session: Session,
): Promise<0> {
  const { reviewQueue } = await import('../../pipeline/review.ts');
  const { toQueueLine, toReviewDocument } = await import('../../pipeline/documents/review-document.ts');
  const { reviewSummary } = await import('../text/review-text.ts');
  const { writeWhole } = await import('../../core/files.ts');
  const queue = await reviewQueue(loaded, options);
  const lines = queue.items.map((entry) => `${JSON.stringify(toQueueLine(entry))}\n`);
  writeWhole(path.resolve(session.workingFolder, file), lines.join(''));
  const closed = queue.items.filter(({ item }) => !item.provenance.copyable).length;
  const notes =
    closed === 0 ? [] : [`${file} holds ${counted(closed, 'text')} that may not be copied: do not commit it`];
  session.document(toReviewDocument(queue, [], null));
  session.print(
    [
      `wrote ${counted(queue.items.length, 'line')} to ${file}: fill in \`decision\`, and import it with --import`,
      reviewSummary(queue.items.length, [], queue.strata, [...queue.notes, ...notes]),
    ].join('\n'),
  );
  return 0;
}

async function showQueue(loaded: LoadedSuite, options: ReviewOptions, session: Session): Promise<0> {
  const { reviewQueue } = await import('../../pipeline/review.ts');
  const { toReviewDocument } = await import('../../pipeline/documents/review-document.ts');
  session.document(toReviewDocument(await reviewQueue(loaded, options), [], null));
  return 0;
}
