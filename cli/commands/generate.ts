import { Option } from 'commander';
import type { GenerateOptions } from '../../pipeline/generate.ts';
import type { LoadedSuite } from '../../pipeline/load-suite.ts';
import type { AddCommand } from '../command.ts';
import {
  dollars,
  examples,
  jsonOption,
  recordingOf,
  recordOption,
  replayOption,
  wholeNumber,
} from '../options.ts';
import type { Session } from '../session.ts';

interface Options {
  readonly json?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly seed?: number;
  readonly fresh?: boolean;
  readonly limit?: number;
  readonly cell?: string;
  readonly dryRun?: boolean;
  readonly maxCost?: number;
  readonly resume?: boolean;
  readonly cache: boolean;
  readonly showPrompts?: boolean;
  readonly split: 'heldout' | 'train';
}

export const addGenerate: AddCommand = (program, perform) => {
  program
    .command('generate')
    .argument('<suite>', 'suite file')
    .description('fill the quotas of a suite: plan, propose, judge, keep; accepted cases stay')
    .addOption(
      new Option('--split <split>', 'train: make what is under `training`, not held-out cases')
        .choices(['heldout', 'train'])
        .default('heldout'),
    )
    .option('--seed <n>', 'seed (default: the one of local.json, else 0)', wholeNumber(0))
    .option('--limit <n>', 'accept at most so many new cases', wholeNumber(1))
    .option('--cell <skill/edge>', 'fill this cell only; of training material: skill/part')
    .option('--max-cost <usd>', 'stop before so much is spent; what is finished is kept', dollars)
    .addOption(
      new Option('--resume', 'go on where the last call stopped: what happens without it, too').conflicts(
        'fresh',
      ),
    )
    .option('--fresh', 'forget what was generated before')
    .option('--dry-run', 'show the plan; write nothing, call nobody')
    .option('--show-prompts', 'print what models are asked, and make nothing')
    .option('--no-cache', 'ask models again, also what they answered before')
    .addOption(recordOption())
    .addOption(replayOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'heldout generate suite.yaml',
        'heldout generate suite.yaml --cell triage/typos --limit 50',
        'heldout generate suite.yaml --split train',
      ),
    )
    .action((suite: string, options: Options) =>
      perform(options, async (session) => {
        const { loadSuite } = await import('../../pipeline/load-suite.ts');
        const { createProgress } = await import('../progress.ts');
        const { progressText } = await import('../text/progress-text.ts');
        const { inTurn } = await import('../../pipeline/running/in-turn.ts');
        const progress = createProgress(session);
        const recording = recordingOf(options, session.workingFolder);
        const loaded = await loadSuite(suite, session.workingFolder, recording, options.maxCost ?? null);
        if (options.showPrompts === true) {
          const { showPrompts } = await import('../../pipeline/show-prompts.ts');
          const { promptsText } = await import('../text/prompts-text.ts');
          const prompts = showPrompts(loaded);
          session.document({ schemaVersion: 1, prompts });
          session.printAsIs(promptsText(prompts));
          return 0;
        }
        const {
          json: _1,
          record: _2,
          replay: _3,
          showPrompts: _4,
          maxCost: _5,
          resume: _6,
          split,
          ...wanted
        } = options;
        const watched: GenerateOptions = {
          ...wanted,
          onProgress: (at) =>
            progress.show(`${at.skill}/${at.edgeCase}`, at.accepted, at.target, progressText(at)),
        };
        const make = split === 'train' ? makeTraining : makeHeldout;
        const work = () => make(loaded, watched, session);
        // Each writes all cases that it knows: of two at once, the later would take out what the earlier has made.
        const { document, text } = await (options.dryRun === true
          ? work()
          : inTurn(loaded, session.signal, work, session.note)
        ).finally(() => {
          progress.clear();
          loaded.session.close();
        });
        session.document(document);
        session.print(text);
        return 0;
      }),
    );
};

/** What a call made, as a document and as text. */
interface Shown {
  readonly document: object;
  readonly text: string;
}

async function makeHeldout(loaded: LoadedSuite, options: GenerateOptions, session: Session): Promise<Shown> {
  const { generate } = await import('../../pipeline/generate.ts');
  const { toGenerateDocument } = await import('../../pipeline/documents/generate-document.ts');
  const { generateText } = await import('../text/generate-text.ts');
  const made = await generate(loaded, options, session.signal);
  return { document: toGenerateDocument(made), text: generateText(made, session.colors) };
}

async function makeTraining(loaded: LoadedSuite, options: GenerateOptions, session: Session): Promise<Shown> {
  const { generateTraining } = await import('../../pipeline/generate-training.ts');
  const { toTrainingDocument } = await import('../../pipeline/documents/training-document.ts');
  const { trainingText } = await import('../text/training-text.ts');
  const made = await generateTraining(loaded, options, session.signal);
  return { document: toTrainingDocument(made), text: trainingText(made, session.colors) };
}
