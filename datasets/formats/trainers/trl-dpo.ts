import { dpo } from '../shapes/dpo.ts';
import { modelOf, type Trainer } from './trainer.ts';

/** TRL's DPOTrainer. */
export const trlDpo: Trainer = {
  name: 'trl-dpo',
  title: 'TRL DPOTrainer',
  record: { shape: dpo, cells: 'json' },
  takes: 'preferences',
  dataFile: 'train.jsonl',
  validationFile: null,
  command: 'python train.py',
  configure: (setup) => [
    {
      name: 'train.py',
      content: `from datasets import load_dataset
from trl import DPOConfig, DPOTrainer

trainer = DPOTrainer(
    model=${JSON.stringify(modelOf(setup))},
    args=DPOConfig(output_dir=${JSON.stringify(setup.suite)}, num_train_epochs=1, max_length=${setup.maxTokens}),
    train_dataset=load_dataset("json", data_files="train.jsonl", split="train"),
)
trainer.train()
trainer.save_model()
`,
    },
  ],
};
