import { openai } from '../shapes/openai.ts';
import { modelOf, type Trainer } from './trainer.ts';

/** Supervised fine-tuning of OpenAI: the file to upload, and the job that names it. */
export const openaiFt: Trainer = {
  name: 'openai-ft',
  title: 'OpenAI fine-tuning',
  record: { shape: openai, cells: 'json' },
  takes: 'answers',
  dataFile: 'train.jsonl',
  validationFile: null,
  command:
    'upload train.jsonl with the purpose `fine-tune`, put its id into job.json, POST it to /v1/fine_tuning/jobs',
  configure: (setup) => [{ name: 'job.json', content: jobOf(modelOf(setup), setup.suite, 'supervised') }],
};

/** The body of a request for a job. */
export function jobOf(model: string, suffix: string, method: 'supervised' | 'dpo'): string {
  const job = { model, training_file: 'FILE-ID', suffix, method: { type: method } };
  return `${JSON.stringify(job, null, 2)}\n`;
}
