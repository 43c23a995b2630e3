import { counted } from '../../core/counted.ts';
import type { ExportFormat } from '../../datasets/formats/export-formats.ts';
import { modelToTune } from '../../datasets/formats/trainers/trainer.ts';
import type { ExportManifest } from './export-manifest.ts';
import type { Recorded } from './refuse-items.ts';

/** OpenAI refuses files of fewer examples. */
const fewestForOpenAi = 10;

/** What people should know of an export, beside its counts. */
export function exportNotes(
  { name, title, trainer }: ExportFormat,
  { rows, split, lengths, labels }: ExportManifest,
  records: readonly Recorded[],
  { isElsewhere, model }: { readonly isElsewhere: boolean; readonly model: string | null },
): readonly string[] {
  const { tokenizer, exact, limit, tooLong } = lengths;
  const aside = records.filter(({ record }) => record.loses !== null).length;
  const confidential = records.filter(({ item }) => !item.provenance.copyable).length;
  const [only] = labels;
  return [
    ...(split === 'train' && rows > 1 && only?.rows === rows
      ? [
          `all ${rows} rows have the answer ${only.label}: mix them with what the model was trained on, or it may unlearn the others`,
        ]
      : []),
    ...(trainer !== null && model === null
      ? [`put the model that you tune in the place of ${modelToTune}, or name it with \`--model\``]
      : []),
    ...(name.startsWith('openai-') && rows < fewestForOpenAi
      ? [`OpenAI wants ${fewestForOpenAi} examples at least: there are ${rows}`]
      : []),
    ...(aside > 0
      ? [`of ${counted(aside, 'row')} ${title} cannot hold everything: the rest is under \`metadata\``]
      : []),
    ...(split !== 'train' && tooLong > 0
      ? [`${counted(tooLong, 'row is', 'rows are')} longer than the ${limit} tokens that the model reads`]
      : []),
    ...(isElsewhere && confidential > 0
      ? [`${counted(confidential, 'row')} must not get into version control: keep the folder out of it`]
      : []),
    ...(exact ? [] : [`lengths are ${tokenizer}`]),
  ];
}
