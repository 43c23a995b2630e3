import { stringify } from 'yaml';
import { messages } from '../shapes/messages.ts';
import { modelOf, type Trainer } from './trainer.ts';

const mostInBatch = 4;
const epochs = 2;

/** MLX on Apple silicon: a folder with `train.jsonl` and `valid.jsonl`, and the configuration of `mlx_lm.lora`. */
export const mlx: Trainer = {
  name: 'mlx',
  title: 'MLX',
  record: { shape: messages, cells: 'json' },
  takes: 'answers',
  dataFile: 'data/train.jsonl',
  validationFile: 'data/valid.jsonl',
  command: 'mlx_lm.lora --config lora.yaml',
  configure(setup) {
    // A batch may hold no more than there are examples to train on, nor to measure the loss on.
    const batch = Math.min(mostInBatch, setup.rows, setup.validationRows);
    const content = stringify({
      model: modelOf(setup),
      train: true,
      data: 'data',
      mask_prompt: true,
      batch_size: batch,
      iters: Math.ceil((epochs * setup.rows) / batch),
      learning_rate: 0.0001,
      max_seq_length: setup.maxTokens,
      adapter_path: setup.suite,
    });
    return [{ name: 'lora.yaml', content }];
  },
};
