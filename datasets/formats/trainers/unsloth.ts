import { messages } from '../shapes/messages.ts';
import { modelOf, type Trainer } from './trainer.ts';

/** Unsloth: messages, put into the chat template of the model by its own tokenizer. */
export const unsloth: Trainer = {
  name: 'unsloth',
  title: 'Unsloth',
  record: { shape: messages, cells: 'json' },
  takes: 'answers',
  dataFile: 'train.jsonl',
  validationFile: null,
  command: 'python train.py',
  configure: (setup) => [
    {
      name: 'train.py',
      content: `from unsloth import FastLanguageModel
from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

model, tokenizer = FastLanguageModel.from_pretrained(
    model_name=${JSON.stringify(modelOf(setup))}, max_seq_length=${setup.maxTokens}, load_in_4bit=True
)
model = FastLanguageModel.get_peft_model(model, r=16, lora_alpha=16)


def to_text(row):
    return {"text": tokenizer.apply_chat_template(row["messages"], tokenize=False)}


rows = load_dataset("json", data_files="train.jsonl", split="train").map(to_text, remove_columns=["messages"])
trainer = SFTTrainer(
    model=model,
    processing_class=tokenizer,
    train_dataset=rows,
    args=SFTConfig(
        output_dir=${JSON.stringify(setup.suite)},
        num_train_epochs=2,
        max_length=${setup.maxTokens},
        dataset_text_field="text",
    ),
)
trainer.train()
model.save_pretrained(${JSON.stringify(setup.suite)})
`,
    },
  ],
};
