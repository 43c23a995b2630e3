import type { Shape } from '../shape.ts';
import { dpo } from '../shapes/dpo.ts';
import { openai } from '../shapes/openai.ts';
import { jobOf } from './openai-ft.ts';
import { modelOf, type Trainer } from './trainer.ts';

const pairs: Shape = {
  ...dpo,
  name: 'openai-dpo',
  write(item, context) {
    const asked = openai.write?.({ ...item, answer: null, calls: [] }, context);
    const message = (content: string | null) => [{ role: 'assistant', content: content ?? '' }];
    return {
      fields: {
        input: asked?.fields ?? {},
        preferred_output: message(item.answer),
        non_preferred_output: message(item.rejected),
      },
      loses: null,
    };
  },
};

/** Direct preference optimisation of OpenAI. */
export const openaiDpo: Trainer = {
  name: 'openai-dpo',
  title: 'OpenAI preference fine-tuning',
  record: { shape: pairs, cells: 'json' },
  takes: 'preferences',
  dataFile: 'train.jsonl',
  validationFile: null,
  command:
    'upload train.jsonl with the purpose `fine-tune`, put its id into job.json, POST it to /v1/fine_tuning/jobs',
  configure: (setup) => [{ name: 'job.json', content: jobOf(modelOf(setup), setup.suite, 'dpo') }],
};
