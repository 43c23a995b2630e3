import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { Split } from '../../core/case.ts';
import type { RowSource } from '../../core/suite.ts';
import type { AddCommand } from '../command.ts';
import { examples, jsonOption, namedValues, wholeNumber } from '../options.ts';
import type { Session } from '../session.ts';

interface Options {
  readonly json?: boolean;
  readonly suite: string;
  readonly to: 'heldout' | 'seeds' | 'training' | 'unlabelled' | 'probe';
  readonly format?: string;
  readonly split?: Shares;
  readonly seed: number;
  readonly map: RowSource['map'];
  readonly set: Readonly<Partial<Record<'skill' | 'edgeCase' | 'cluster' | 'tags', string>>>;
  readonly licence?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly write?: boolean;
  readonly force?: boolean;
  readonly skipMalformed?: boolean;
  readonly target?: string;
  readonly maxTokens?: number;
}

const fields = ['input', 'expected', 'id', 'skill', 'edgeCase', 'cluster', 'tags'] as const;

export const addImport: AddCommand = (program, perform) => {
  program
    .command('import')
    .argument('<file>', 'JSONL, JSON, CSV, Parquet or YAML, also packed with gzip')
    .description('read cases of other tools and logs, whatever shape they have, as rows of a suite')
    .requiredOption('--suite <file>', 'suite that the rows are for')
    .addOption(
      new Option('--to <key>', 'key under `data:` that they are for')
        .choices(['heldout', 'seeds', 'training', 'unlabelled', 'probe'])
        .default('heldout'),
    )
    .addOption(
      new Option('--split <shares>', 'deal rows to splits, such as heldout=0.2,train=0.7,probe=0.1')
        .argParser(sharesOf)
        .conflicts('to'),
    )
    .option('--seed <n>', 'seed of the split', wholeNumber(0), 0)
    .option('--format <name>', 'the shape of the rows (default: found out, and told)')
    .option(
      '--map <field=name>',
      'which of their fields holds what; may be repeated',
      namedValues(fields),
      {},
    )
    .option(
      '--set <field=value>',
      'a constant for all rows: skill, edgeCase, cluster or tags',
      namedValues(['skill', 'edgeCase', 'cluster', 'tags']),
      {},
    )
    .option('--licence <name>', '`internal`: the rows must not get into version control')
    .option('--out <file>', 'where the rows are written (default: data/NAME.jsonl beside the suite)')
    .option('--write', 'add the entry to the suite file; its comments stay')
    .option('--dry-run', 'read and check everything, write nothing')
    .option('--force', 'replace a file that holds something else')
    .option('--skip-malformed', 'write the rows that can be read although some cannot')
    .option('--target <ref>', 'whose tokens are counted (default: models.target of the suite)')
    .option('--max-tokens <n>', 'rows over it are told (default: what the model reads)', wholeNumber(1))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout import chats.jsonl --suite suite.yaml --licence internal',
        'heldout import train.parquet --suite suite.yaml --map input=text --map expected=label',
        'heldout import promptfooconfig.yaml --suite suite.yaml --write',
        'heldout import all.csv --suite suite.yaml --split heldout=0.3,train=0.7 --write',
      ),
    )
    .action((file: string, options: Options) =>
      perform(options, (session) => runImport(file, options, session)),
    );
};

async function runImport(file: string, options: Options, session: Session): Promise<0 | 2> {
  const { loadSuite } = await import('../../pipeline/load-suite.ts');
  const { importFile } = await import('../../pipeline/import.ts');
  const { toImportDocument } = await import('../../pipeline/documents/import-document.ts');
  const { importText } = await import('../text/import-text.ts');
  const { createProgress } = await import('../progress.ts');
  const progress = createProgress(session);
  const { workingFolder } = session;
  const loaded = await loadSuite(options.suite, workingFolder);
  const wanted = {
    to: options.to,
    split: options.split === undefined ? null : { shares: options.split, seed: options.seed },
    map: options.map,
    set: constants(options.set),
    format: options.format ?? null,
    licence: options.licence ?? null,
    out: options.out === undefined ? null : path.resolve(workingFolder, options.out),
    isDryRun: options.dryRun === true,
    addsEntry: options.write === true,
    replaces: options.force === true,
    skipsMalformed: options.skipMalformed === true,
    target: options.target ?? null,
    maxTokens: options.maxTokens ?? null,
    onProgress: (rows: number) => progress.show('import', rows, 0),
  };
  const source = path.resolve(workingFolder, file);
  const imported = await importFile(loaded, { source, file }, wanted, session.signal).finally(() =>
    progress.clear(),
  );
  session.document(toImportDocument(imported, file, workingFolder));
  session.print(importText(imported, workingFolder, session.colors));
  return imported.ok ? 0 : 2;
}

type Shares = Readonly<Partial<Record<Split, number>>>;

/** `heldout=0.2,train=0.8`: shares of rows, that are 1 together. */
function sharesOf(written: string): Shares {
  const shares: Partial<Record<Split, number>> = {};
  for (const part of written.split(',')) {
    const [, split, share = ''] = /^(heldout|train|probe)=(0?\.\d+|1)$/.exec(part.trim()) ?? [];
    if (split !== 'heldout' && split !== 'train' && split !== 'probe')
      throw new InvalidArgumentError(
        'Write shares of heldout, train and probe, such as heldout=0.2,train=0.8.',
      );
    shares[split] = Number(share);
  }
  const sum = Object.values(shares).reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-9) throw new InvalidArgumentError(`The shares are ${sum} together, not 1.`);
  return shares;
}

/** Constants of the command line; tags stand between commas. */
function constants({ tags, ...rest }: Options['set']): RowSource['set'] {
  return tags === undefined ? rest : { ...rest, tags: tags.split(',').map((tag) => tag.trim()) };
}
