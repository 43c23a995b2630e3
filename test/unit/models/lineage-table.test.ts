import { describe, expect, test } from 'vitest';
import { knownLineage } from '../../../models/lineage.ts';
import { knownFamilies } from '../../../models/lineage-table.ts';

/** Names as people write them → vendor and family, and the base where it is another maker's. */
const models: readonly (readonly [names: string, vendor: string, family: string, base?: RegExp])[] = [
  [
    'gpt-5-mini gpt-5 gpt-4o gpt-4o-mini-2024-07-18 gpt-3.5-turbo gpt-35-turbo gpt-4.1 chatgpt-4o-latest',
    'openai',
    'gpt',
  ],
  ['o1 o3-mini o4-mini-deep-research o1-2024-12-17 ft:gpt-4o-mini-2024-07-18:org:name:id', 'openai', 'gpt'],
  ['text-davinci-003', 'openai', 'gpt'],
  ['gpt-oss:20b openai/gpt-oss-120b', 'openai', 'gpt-oss'],
  ['claude-sonnet-5 claude-opus-5 claude-3-5-haiku-20241022 CLAUDE-OPUS-4@20250514', 'anthropic', 'claude'],
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0 anthropic/claude-sonnet-4.5', 'anthropic', 'claude'],
  ['gemini-2.5-flash models/gemini-3-pro', 'google', 'gemini'],
  [
    'gemma3:12b gemma-2-9b-it gemma3n:e2b codegemma:7b google_gemma-3-4b-it-Q4_K_M hf.co/google/medgemma-4b',
    'google',
    'gemma',
  ],
  ['llama3.2:3b llama-3.2 llama3.3:70b Meta-Llama-3.1-8B-Instruct meta-llama/Llama-4-Scout', 'meta', 'llama'],
  [
    'codellama:7b llama-guard3 meta.llama3-70b-instruct-v1:0 hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M',
    'meta',
    'llama',
  ],
  ['accounts/fireworks/models/llama-v3p1-8b-instruct llama', 'meta', 'llama'],
  [
    'mistral-small mistral:7b-instruct-q4_K_M mixtral:8x7b codestral devstral ministral-8b magistral pixtral-12b',
    'mistral',
    'mistral',
  ],
  [
    'mistralai/Mistral-Nemo-Instruct-2407 mistralai_Mistral-Small-3.2-24B mistral.mistral-large-2407-v1:0',
    'mistral',
    'mistral',
  ],
  [
    'qwen3:8b Qwen2.5-7B-Instruct qwen2.5-coder codeqwen qwen-max qwq qwq-32b Qwen_Qwen3-8B qwen',
    'alibaba',
    'qwen',
  ],
  [
    'deepseek-r1:671b deepseek-v3 deepseek-chat deepseek-reasoner deepseek-coder-v2 deepseek-r1',
    'deepseek',
    'deepseek',
  ],
  [
    'deepseek-r1:7b deepseek-r1:1.5b deepseek-r1:14b deepseek-r1:32b-qwen-distill-q4_K_M',
    'deepseek',
    'deepseek',
    /qwen/,
  ],
  ['DeepSeek-R1-Distill-Qwen-7B deepseek-ai/DeepSeek-R1-0528-Qwen3-8B', 'deepseek', 'deepseek', /qwen/],
  [
    'deepseek-r1:8b deepseek-r1:70b deepseek-r1:8b-llama-distill-q8_0 deepseek-r1-distill-llama-70b',
    'deepseek',
    'deepseek',
    /llama/,
  ],
  ['phi4 phi-4 phi3:mini phi-3.5-mini-instruct phi microsoft/Phi-4-mini-instruct', 'microsoft', 'phi'],
  ['smollm2 smollm2:135m SmolLM2-135M-Instruct.Q4_1 HuggingFaceTB/SmolLM3-3B', 'huggingface', 'smollm'],
  ['tinyllama tinyllama:1.1b-chat TinyLlama-1.1B-Chat-v1.0', 'tinyllama', 'tinyllama'],
  [
    'nemotron nemotron:70b llama-3.1-nemotron-70b-instruct llama-3.3-nemotron-super-49b-v1',
    'nvidia',
    'nemotron',
    /llama/,
  ],
  ['nemotron-4-340b-instruct nvidia/NVIDIA-Nemotron-Nano-9B-v2 nemotron-mini', 'nvidia', 'nemotron'],
  ['OpenReasoning-Nemotron-7B AceReason-Nemotron-14B', 'nvidia', 'nemotron', /qwen/],
  ['hermes3:8b NousResearch/Hermes-3-Llama-3.1-8B Hermes-4-70B', 'nousresearch', 'hermes', /llama/],
  ['openhermes nous-hermes2-mixtral:8x7b Nous-Hermes-2-Mistral-7B-DPO', 'nousresearch', 'hermes', /mistral/],
  ['dolphin-mistral dolphin-mixtral:8x7b', 'cognitivecomputations', 'dolphin', /mistral/],
  ['dolphin3 dolphin-llama3:8b dolphin-2.9-llama3-8b', 'cognitivecomputations', 'dolphin', /llama/],
  ['dolphin-phi dolphin-2_6-phi-2', 'cognitivecomputations', 'dolphin', /phi/],
  ['vicuna:7b lmsys/vicuna-13b-v1.5', 'lmsys', 'vicuna', /llama/],
  ['alpaca alpaca-7b', 'stanford', 'alpaca', /llama/],
  ['wizardlm2:7b WizardLM-2-8x22B', 'microsoft', 'wizardlm', /mistral/],
  ['wizardcoder wizardlm:13b', 'microsoft', 'wizardlm', /llama/],
  ['openchat openchat-3.5-0106', 'openchat', 'openchat', /mistral/],
  ['zephyr zephyr-7b-beta HuggingFaceH4/zephyr-7b-alpha', 'huggingface', 'zephyr', /mistral/],
  ['stablelm-zephyr stablelm2:1.6b', 'stabilityai', 'stablelm'],
  ['starling-lm:7b', 'berkeley', 'starling', /openchat/],
  ['orca-mini:3b', 'psmathur', 'orca', /llama/],
  ['tulu3:8b Llama-3.1-Tulu-3-8B', 'allenai', 'tulu', /llama/],
  ['olmo2:7b OLMo-2-1124-13B-Instruct olmoe', 'allenai', 'olmo'],
  ['granite3.3:8b granite-code ibm-granite/granite-4.0-micro', 'ibm', 'granite'],
  ['command-r command-r-plus command-r7b:7b command-a c4ai-command-r-v01', 'cohere', 'command'],
  ['aya:8b aya-expanse', 'cohere', 'aya'],
  ['yi:34b yi-1.5-9b-chat yi-large 01-ai/Yi-34B', '01-ai', 'yi'],
  ['glm-4.5-air glm4:9b chatglm3-6b glm-4 zai-org/GLM-4.6', 'zhipu', 'glm'],
  ['kimi-k2 kimi-k2-0905-preview moonshotai/Kimi-K2-Instruct', 'moonshot', 'kimi'],
  ['minimax-m2 MiniMax-Text-01', 'minimax', 'minimax'],
  ['falcon:7b falcon3:10b falcon-40b-instruct', 'tii', 'falcon'],
  ['starcoder2:15b bigcode/starcoder', 'bigcode', 'starcoder'],
  ['internlm2:7b internlm3-8b-instruct', 'shanghai-ai-lab', 'internlm'],
  ['baichuan2-13b-chat', 'baichuan', 'baichuan'],
  ['ernie-4.5-21b-a3b', 'baidu', 'ernie'],
  ['hunyuan-large hunyuan-a13b', 'tencent', 'hunyuan'],
  ['grok-4 grok-3-mini grok-code-fast-1', 'xai', 'grok'],
  ['nova-lite amazon.nova-pro-v1:0', 'amazon', 'nova'],
  ['amazon.titan-text-premier-v1:0', 'amazon', 'titan'],
  ['jamba-1.5-mini ai21.jamba-1-5-large-v1:0', 'ai21', 'jamba'],
  ['exaone3.5:7.8b EXAONE-4.0-32B', 'lg', 'exaone'],
  ['solar:10.7b solar SOLAR-10.7B-Instruct-v1.0', 'upstage', 'solar', /mistral/],
  ['solar-pro2', 'upstage', 'solar'],
  ['mpt-7b-chat', 'databricks', 'mpt'],
  ['dbrx dbrx-instruct', 'databricks', 'dbrx'],
  ['pythia-1.4b gpt-neox-20b gpt-j-6b', 'eleutherai', 'gpt-neox'],
  ['bloomz-7b1', 'bigscience', 'bloom'],
  ['minicpm3-4b', 'openbmb', 'minicpm'],
  ['seed-oss-36b doubao-pro', 'bytedance', 'seed'],
  ['lfm2-1.2b', 'liquid', 'lfm'],
];
const rows = models.flatMap(([names, vendor, family, base]) =>
  names.split(' ').map((name) => ({ name, vendor, family, base })),
);

describe('the table of families', () => {
  test.each(rows)('$name is $vendor/$family', ({ name, vendor, family, base }) => {
    const known = knownLineage(name);
    expect(known).toMatchObject({ vendor, family });
    if (base === undefined) expect(known?.base).toBeNull();
    else expect(known?.base).toMatch(base);
  });

  test('deepseek-r1:8b has been Llama and Qwen, so it counts as both', () => {
    expect(knownLineage('deepseek-r1:8b')?.base).toBe('llama-3.1, qwen3');
  });

  test.each([
    ...[
      'triage-ft',
      'my-model',
      'llamafactory-run',
      'novabot',
      'nova-ft',
      'solar-panels-ft',
      'titanic-classifier',
    ],
    ...[
      'phishing-detector',
      'grokking',
      'yield-model',
      'glmnet',
      'falconry',
      'commander',
      'command-line-ft',
      'opt-out',
    ],
    ...['gpt4all', 'o2c-model', 'step-by-step', 'mock', 'noop', '', 'none', ':', 'org/'],
  ])('%j is nobody’s', (name) => {
    expect(knownLineage(name)).toBeNull();
  });

  test('holds at least 45 families; every base and teacher in it is known itself', () => {
    expect(new Set(knownFamilies.map(({ family }) => family)).size).toBeGreaterThanOrEqual(45);
    const parents = knownFamilies.flatMap(({ base, teacher }) =>
      [base, teacher].flatMap((names) => names?.split(', ') ?? []),
    );
    expect(parents.length).toBeGreaterThan(50);
    expect(parents.filter((name) => knownLineage(name) === null)).toEqual([]);
  });

  test('a family’s own name leads to that family or to none, never to another', () => {
    const others = knownFamilies.filter(({ family }) => (knownLineage(family)?.family ?? family) !== family);
    expect(others.map(({ family }) => family)).toEqual([]);
  });

  test('no name is slow to look up', () => {
    const started = performance.now();
    for (const start of ['llama', 'dolphin', 'open', 'hermes', 'deepseek-r1-'])
      knownLineage(`${start}${'-a.'.repeat(2000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
