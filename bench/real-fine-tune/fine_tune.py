"""Fine-tunes the language model of a GGUF file on prompts and completions, on processors alone.

The data are JSON lines as `heldout export --format trl-sft` writes them. Written is a folder in the layout of Hugging Face,
which `ollama create` imports. Every weight is trained; the loss is of the completions alone.

pip install -r requirements.txt, in a virtual environment; then:
python fine_tune.py --gguf MODEL.gguf --data train.jsonl --out FOLDER
"""

import argparse
import json
import pathlib
import random
import sys
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerBase

IGNORED = -100


def examples(files: list[pathlib.Path], tokenizer: PreTrainedTokenizerBase) -> list[tuple[list[int], list[int]]]:
    """Tokens of each example, and its labels: those of the prompt are ignored."""
    found = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            prompt = tokenizer.apply_chat_template(record["prompt"], tokenize=False, add_generation_prompt=True)
            answer = record["completion"][0]["content"] + tokenizer.eos_token
            asked = tokenizer.encode(prompt, add_special_tokens=False)
            answered = tokenizer.encode(answer, add_special_tokens=False)
            found.append((asked + answered, [IGNORED] * len(asked) + answered))
    return found


def batch(rows: list[tuple[list[int], list[int]]], pad: int) -> dict[str, torch.Tensor]:
    """Rows of one length, padded on the right; what is padded is neither seen nor learned."""
    longest = max(len(tokens) for tokens, _ in rows)
    fill = [longest - len(tokens) for tokens, _ in rows]
    return {
        "input_ids": torch.tensor([tokens + [pad] * n for (tokens, _), n in zip(rows, fill)]),
        "attention_mask": torch.tensor([[1] * len(tokens) + [0] * n for (tokens, _), n in zip(rows, fill)]),
        "labels": torch.tensor([labels + [IGNORED] * n for (_, labels), n in zip(rows, fill)]),
    }


def loss_of(model: torch.nn.Module, given: dict[str, torch.Tensor]) -> torch.Tensor:
    """Mean loss of the tokens that are learned. Only for these the whole vocabulary is weighed: they are few."""
    hidden = model.model(input_ids=given["input_ids"], attention_mask=given["attention_mask"]).last_hidden_state
    following = given["labels"][:, 1:]
    learned = following != IGNORED
    return torch.nn.functional.cross_entropy(model.lm_head(hidden[:, :-1][learned]), following[learned])


def save(model: torch.nn.Module, tokenizer: PreTrainedTokenizerBase, folder: pathlib.Path) -> None:
    """A model that came from GGUF refuses to be saved: what is saved is a fresh one with its weights."""
    settings = model.config.to_dict()
    settings.pop("quantization_config", None)
    fresh = AutoModelForCausalLM.from_config(type(model.config).from_dict(settings))
    fresh.load_state_dict(model.state_dict())
    fresh.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    config = folder / "config.json"
    written = json.loads(config.read_text())
    # Where older readers look for it; without it they take 10,000, and the model is another one.
    written["rope_theta"] = model.config.rope_parameters["rope_theta"]
    written["torch_dtype"] = "float32"
    config.write_text(json.dumps(written, indent=2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gguf", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True, nargs="+")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate at its peak")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()

    started = time.monotonic()
    torch.manual_seed(given.seed)
    order = random.Random(given.seed)
    source = {"pretrained_model_name_or_path": given.gguf.parent, "gguf_file": given.gguf.name}
    tokenizer = AutoTokenizer.from_pretrained(**source)
    model = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32)
    rows = examples(given.data, tokenizer)
    steps = given.epochs * -(-len(rows) // given.batch)
    warmup = max(1, steps // 10)
    optimizer = torch.optim.AdamW(model.parameters(), lr=given.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warmup, max(0.05, (steps - step) / max(1, steps - warmup)))
    )
    model.train()
    done = 0
    for _ in range(given.epochs):
        order.shuffle(rows)
        for at in range(0, len(rows), given.batch):
            loss = loss_of(model, batch(rows[at : at + given.batch], tokenizer.pad_token_id))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            done += 1
            if done % 10 == 0 or done == steps:
                told = f"step {done} of {steps}, loss {loss.item():.3f}, {time.monotonic() - started:.0f} s"
                print(told, file=sys.stderr, flush=True)
    save(model, tokenizer, given.out)
    print(json.dumps({"examples": len(rows), "steps": steps, "seconds": round(time.monotonic() - started)}))


if __name__ == "__main__":
    main()
