import { stringify } from 'yaml';
import { messages } from '../shapes/messages.ts';
import { modelOf, type Trainer } from './trainer.ts';

/** Axolotl, with the chat template of the model; the loss is of the assistant's turns. */
export const axolotl: Trainer = {
  name: 'axolotl',
  title: 'Axolotl',
  record: { shape: messages, cells: 'json' },
  takes: 'answers',
  dataFile: 'train.jsonl',
  validationFile: null,
  command: 'axolotl train axolotl.yaml',
  configure: (setup) => [
    {
      name: 'axolotl.yaml',
      content: stringify({
        base_model: modelOf(setup),
        datasets: [
          {
            path: 'train.jsonl',
            ds_type: 'json',
            type: 'chat_template',
            field_messages: 'messages',
            message_property_mappings: { role: 'role', content: 'content' },
            roles_to_train: ['assistant'],
          },
        ],
        sequence_len: setup.maxTokens,
        excess_length_strategy: 'raise',
        adapter: 'lora',
        lora_r: 16,
        lora_alpha: 32,
        lora_target_linear: true,
        micro_batch_size: 2,
        gradient_accumulation_steps: 4,
        num_epochs: 2,
        optimizer: 'adamw_torch',
        lr_scheduler: 'cosine',
        learning_rate: 0.0002,
        output_dir: setup.suite,
      }),
    },
  ],
};
