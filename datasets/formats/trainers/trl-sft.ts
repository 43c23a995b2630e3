import { promptCompletion } from '../shapes/prompt-completion.ts';
import { modelOf, type Trainer } from './trainer.ts';

/** TRL's SFTTrainer: prompts and completions, so that the loss is of the answers alone. */
export const trlSft: Trainer = {
  name: 'trl-sft',
  title: 'TRL SFTTrainer',
  record: { shape: promptCompletion, cells: 'json' },
  takes: 'answers',
  dataFile: 'train.jsonl',
  validationFile: null,
  command: 'python train.py',
  configure: (setup) => [
    {
      name: 'train.py',
      content: `from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

trainer = SFTTrainer(
    model=${JSON.stringify(modelOf(setup))},
    args=SFTConfig(output_dir=${JSON.stringify(setup.suite)}, num_train_epochs=2, max_length=${setup.maxTokens}),
    train_dataset=load_dataset("json", data_files="train.jsonl", split="train"),
)
trainer.train()
trainer.save_model()
`,
    },
  ],
};
