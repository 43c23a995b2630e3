import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { fault } from '../../core/errors.ts';
import type { AddCommand } from '../command.ts';
import { exportStandIns } from '../export-stand-ins.ts';
import {
  commaList,
  dollars,
  examples,
  jsonOption,
  recordOption,
  replayOption,
  wholeNumber,
} from '../options.ts';
import type { Session } from '../session.ts';

interface Options {
  readonly json?: boolean;
  readonly split?: 'heldout' | 'train' | 'probe';
  readonly format?: string;
  readonly from: readonly ('items' | 'seeds' | 'training')[];
  readonly licence?: readonly string[];
  readonly out?: string;
  readonly model?: string;
  readonly target?: string;
  readonly maxTokens?: number;
  readonly standIns?: boolean;
  readonly seed?: number;
  readonly maxCost?: number;
  readonly record?: string;
  readonly replay?: string;
}

const trainSources = ['items', 'seeds', 'training'] as const;

export const addExport: AddCommand = (program, perform) => {
  program
    .command('export')
    .argument('<suite>', 'suite file')
    .description('write a split of a suite for other tools and for trainers, with a manifest')
    .addOption(new Option('--split <name>', 'what is exported').choices(['heldout', 'train', 'probe']))
    .option(
      '--format <name>',
      'jsonl, csv, parquet, messages, openai, promptfoo, …; for trainers openai-ft, trl-sft, …',
    )
    .option('--from <list>', 'what of the train split: items,seeds,training', sourceList, trainSources)
    .option('--licence <list>', 'only what is under these licences; internal, unknown, any', commaList)
    .option('--out <dir>', 'folder to write into (default: under .heldout/exports/)')
    .option('--model <name>', 'the model to tune, as the trainer names it')
    .option(
      '--target <ref>',
      'whose tokens are counted (default: models.target of the suite); with --stand-ins, what the gate decides on',
    )
    .option(
      '--max-tokens <n>',
      'tokens that an example may have (default: what the model reads)',
      wholeNumber(1),
    )
    .addOption(
      new Option(
        '--stand-ins',
        'a shareable copy of the real held-out records instead: others in their place, and how far they are',
      ).conflicts(['split', 'format', 'licence', 'model', 'maxTokens']),
    )
    .option('--seed <n>', 'of stand-ins (default: 0)', wholeNumber(0))
    .option('--max-cost <usd>', 'of stand-ins: stop before so much is spent', dollars)
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout export suite.yaml --split heldout --format inspect',
        'heldout export suite.yaml --split train --format openai-ft --model gpt-4.1-mini',
        'heldout export suite.yaml --split train --format parquet --licence MIT,CC-BY-4.0 --out share',
        'heldout export suite.yaml --stand-ins --out share --target module:./new-model.ts',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, (session) =>
        options.standIns === true
          ? exportStandIns(suite, options, session)
          : exportSplit(suite, options, session),
      ),
    );
};

async function exportSplit(suite: string, options: Options, session: Session): Promise<0> {
  const { split, format } = options;
  const unread = (['seed', 'maxCost', 'record', 'replay'] as const).find((key) => options[key] !== undefined);
  if (unread !== undefined)
    throw fault(
      'USAGE',
      `\`--${unread === 'maxCost' ? 'max-cost' : unread}\` is for \`--stand-ins\`: no model is asked here`,
    );
  if (split === undefined || format === undefined) {
    const hint = 'write `--split heldout --format jsonl`, or `--stand-ins --out DIR`';
    throw fault('USAGE', 'an export needs `--split` and `--format`', { hint });
  }
  const { loadSuite } = await import('../../pipeline/load-suite.ts');
  const { exportSuite } = await import('../../pipeline/export.ts');
  const { toExportDocument } = await import('../../pipeline/documents/export-document.ts');
  const { exportText } = await import('../text/export-text.ts');
  const { workingFolder } = session;
  const exported = await exportSuite(await loadSuite(suite, workingFolder), {
    split,
    format,
    from: options.from,
    licences: options.licence ?? null,
    out: options.out === undefined ? null : path.resolve(workingFolder, options.out),
    model: options.model ?? null,
    target: options.target ?? null,
    maxTokens: options.maxTokens ?? null,
  });
  session.document(toExportDocument(exported, workingFolder));
  session.print(exportText(exported, workingFolder, session.colors));
  return 0;
}

function sourceList(written: string): Options['from'] {
  return commaList(written).map((name) => {
    const found = trainSources.find((known) => known === name);
    if (found === undefined) throw new InvalidArgumentError(`Write some of ${trainSources.join(', ')}.`);
    return found;
  });
}
