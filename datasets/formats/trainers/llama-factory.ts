import { stringify } from 'yaml';
import { messages } from '../shapes/messages.ts';
import { modelOf, type Trainer } from './trainer.ts';

/** LLaMA-Factory: the data, its line of `dataset_info.json`, and the job. The template is that of the model's family. */
export const llamaFactory: Trainer = {
  name: 'llama-factory',
  title: 'LLaMA-Factory',
  record: { shape: messages, cells: 'json' },
  takes: 'answers',
  dataFile: 'train.jsonl',
  validationFile: null,
  command: 'put the name of the model’s template into train.yaml, then `llamafactory-cli train train.yaml`',
  skips({ messages: turns }) {
    const alternate = turns.every(({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant'));
    return alternate && turns.length % 2 === 1 ? null : 'turns of user and assistant that do not alternate';
  },
  configure: (setup) => [
    {
      name: 'dataset_info.json',
      content: `${JSON.stringify(
        {
          [setup.suite]: {
            file_name: 'train.jsonl',
            formatting: 'sharegpt',
            columns: { messages: 'messages' },
            tags: {
              role_tag: 'role',
              content_tag: 'content',
              user_tag: 'user',
              assistant_tag: 'assistant',
              system_tag: 'system',
            },
          },
        },
        null,
        2,
      )}\n`,
    },
    {
      name: 'train.yaml',
      content: stringify({
        model_name_or_path: modelOf(setup),
        template: 'TEMPLATE',
        stage: 'sft',
        do_train: true,
        finetuning_type: 'lora',
        lora_target: 'all',
        dataset_dir: '.',
        dataset: setup.suite,
        cutoff_len: setup.maxTokens,
        per_device_train_batch_size: 2,
        gradient_accumulation_steps: 4,
        learning_rate: 0.0002,
        num_train_epochs: 2,
        output_dir: setup.suite,
      }),
    },
  ],
};
