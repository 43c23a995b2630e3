/** What is publicly known of the models whose names begin in a certain way. */
export interface KnownFamily {
  /**
   * Matches the plain, lower-case name from its start; no letter may follow what it matches. Words that people also
   * give to models of their own (`nova`, `solar`, `phi`) ask for more than the word.
   */
  readonly pattern: RegExp;
  readonly vendor: string;
  readonly family: string;
  /** The model whose weights it starts from; several, parted by commas, where builds of one name differ. */
  readonly base: string | null;
  /** The model whose output it was published to be trained on. */
  readonly teacher: string | null;
}

function known(
  start: string,
  vendor: string,
  family: string,
  from: { readonly base?: string; readonly teacher?: string } = {},
): KnownFamily {
  const pattern = new RegExp(`^(?:${start})(?![a-z])`);
  return { pattern, vendor, family, base: from.base ?? null, teacher: from.teacher ?? null };
}

/**
 * Models by name; the first match counts, so derived models stand before the families that their names begin with.
 * From the makers' model cards and reports as of November 2025. A teacher is listed where the makers name one.
 */
export const knownFamilies: readonly KnownFamily[] = [
  // deepseek-r1 distilled into other makers' weights; Ollama's 8b was Llama at first and is Qwen 3 since May 2025
  known('deepseek-r1:(?:1\\.5b|7b|14b|32b)', 'deepseek', 'deepseek', { base: 'qwen2.5' }),
  known('deepseek-r1:(?:8b-llama|70b)', 'deepseek', 'deepseek', { base: 'llama-3' }),
  known('deepseek-r1:8b-0528-qwen', 'deepseek', 'deepseek', { base: 'qwen3' }),
  known('deepseek-r1:(?:8b|latest)', 'deepseek', 'deepseek', { base: 'llama-3.1, qwen3' }),
  known('deepseek-r1-(?:distill-|0528-)+qwen', 'deepseek', 'deepseek', { base: 'qwen' }),
  known('deepseek-r1-(?:distill-)?llama', 'deepseek', 'deepseek', { base: 'llama-3' }),
  known('r1-1776(?::70b|-distill-llama)', 'perplexity', 'sonar', {
    base: 'llama-3.3',
    teacher: 'deepseek-r1',
  }),
  known('r1-1776', 'perplexity', 'sonar', { base: 'deepseek-r1' }),
  known('mai-ds-r1', 'microsoft', 'mai', { base: 'deepseek-r1' }),
  known('deepscaler|deepcoder', 'agentica', 'deepscaler', { base: 'deepseek-r1-distill-qwen' }),
  known('openthinker', 'open-thoughts', 'openthinker', { base: 'qwen2.5', teacher: 'deepseek-r1' }),
  known('sky-t1', 'novasky', 'sky-t1', { base: 'qwen2.5', teacher: 'qwq' }),
  known('s1(?:\\.1)?-32b', 'stanford', 's1', { base: 'qwen2.5', teacher: 'gemini, deepseek-r1' }),
  known('deepseek', 'deepseek', 'deepseek'),

  // nvidia
  known('(?:ace|open)[-\\w.]*nemotron', 'nvidia', 'nemotron', { base: 'qwen2.5', teacher: 'deepseek-r1' }),
  known('(?:nvidia-)?nemotron-(?:[34]|nano-\\d+b-v2|nano-v2|h|mini)', 'nvidia', 'nemotron'),
  known('(?:llama[-\\w.]*-|nvidia-)?nemotron', 'nvidia', 'nemotron', { base: 'llama-3' }),
  known('mistral-nemo-minitron', 'nvidia', 'minitron', { base: 'mistral-nemo' }),
  known('llama[-\\w.]*-minitron', 'nvidia', 'minitron', { base: 'llama-3.1' }),

  // tuned by one maker from another's weights
  known('(?:nous-|deep)?hermes[-\\w.]*mi[sx]tral', 'nousresearch', 'hermes', { base: 'mistral' }),
  known('nous-hermes-?2(?::10\\.7b|-solar)', 'nousresearch', 'hermes', { base: 'solar-10.7b' }),
  known('nous-hermes-?2(?::34b|-yi)', 'nousresearch', 'hermes', { base: 'yi-34b' }),
  known('hermes-?4[:-]14b', 'nousresearch', 'hermes', { base: 'qwen3' }),
  known('hermes-?4\\.3', 'nousresearch', 'hermes', { base: 'seed-oss' }),
  known('(?:deep)?hermes-?[34]', 'nousresearch', 'hermes', { base: 'llama-3.1' }),
  known('(?:nous-)?hermes', 'nousresearch', 'hermes', { base: 'llama, mistral', teacher: 'gpt-4' }),
  known('openhermes', 'nousresearch', 'hermes', { base: 'mistral-7b', teacher: 'gpt-4' }),
  known('dolphin[-\\w.]*mi[sx]tral', 'cognitivecomputations', 'dolphin', {
    base: 'mistral',
    teacher: 'gpt-4',
  }),
  known('dolphin[-\\w.]*qwen', 'cognitivecomputations', 'dolphin', { base: 'qwen', teacher: 'gpt-4' }),
  known('dolphin[-\\w.]*-yi', 'cognitivecomputations', 'dolphin', { base: 'yi', teacher: 'gpt-4' }),
  known('dolphin[-\\w.]*gemma', 'cognitivecomputations', 'dolphin', { base: 'gemma', teacher: 'gpt-4' }),
  known('dolphin[-\\w.]*-phi', 'cognitivecomputations', 'dolphin', { base: 'phi-2', teacher: 'gpt-4' }),
  known('dolphincoder', 'cognitivecomputations', 'dolphin', { base: 'starcoder2', teacher: 'gpt-4' }),
  known('tinydolphin', 'cognitivecomputations', 'dolphin', { base: 'tinyllama', teacher: 'gpt-4' }),
  known('(?:mega)?dolphin(?:-?\\d|-llama|:)', 'cognitivecomputations', 'dolphin', {
    base: 'llama',
    teacher: 'gpt-4',
  }),
  known('alpaca', 'stanford', 'alpaca', { base: 'llama', teacher: 'text-davinci-003' }),
  known('vicuna|wizard-vicuna', 'lmsys', 'vicuna', { base: 'llama', teacher: 'gpt-3.5' }),
  known('koala', 'berkeley', 'koala', { base: 'llama', teacher: 'gpt-3.5' }),
  known('guanaco', 'university-of-washington', 'guanaco', { base: 'llama' }),
  known('wizardlm-?2[:-](?:7b|8x22b)', 'microsoft', 'wizardlm', { base: 'mistral', teacher: 'gpt-4' }),
  known('wizardcoder-(?:15b|3b|1b)', 'microsoft', 'wizardlm', { base: 'starcoder', teacher: 'gpt-3.5' }),
  known('wizard(?:lm|math|coder)', 'microsoft', 'wizardlm', { base: 'llama, mistral', teacher: 'gpt-3.5' }),
  known('orca-?mini', 'psmathur', 'orca', { base: 'llama', teacher: 'gpt-3.5' }),
  known('orca-?2', 'microsoft', 'orca', { base: 'llama-2', teacher: 'gpt-4' }),
  known('mistral[-\\w.]*orca', 'openorca', 'orca', { base: 'mistral-7b', teacher: 'gpt-4' }),
  known('openchat[-\\w.]*gemma', 'openchat', 'openchat', { base: 'gemma', teacher: 'gpt-4' }),
  known('openchat[-\\w.]*llama', 'openchat', 'openchat', { base: 'llama-3', teacher: 'gpt-4' }),
  known('openchat', 'openchat', 'openchat', { base: 'mistral-7b', teacher: 'gpt-4' }),
  known('starling', 'berkeley', 'starling', { base: 'openchat', teacher: 'gpt-4' }),
  known('zephyr[-\\w.]*gemma', 'huggingface', 'zephyr', { base: 'gemma', teacher: 'gpt-4' }),
  known('zephyr', 'huggingface', 'zephyr', { base: 'mistral', teacher: 'gpt-3.5, gpt-4' }),
  known('notus', 'argilla', 'notus', { base: 'zephyr', teacher: 'gpt-4' }),
  known('neural-?chat', 'intel', 'neural-chat', { base: 'mistral-7b', teacher: 'gpt-4' }),
  known('stable-?beluga', 'stabilityai', 'stable-beluga', { base: 'llama-2', teacher: 'gpt-4' }),
  known('stablelm[-\\w.]*zephyr', 'stabilityai', 'stablelm', { teacher: 'gpt-4' }),
  known('(?:llama[-\\w.]*-)?tulu', 'allenai', 'tulu', { base: 'llama', teacher: 'gpt-4o' }),
  known('nexusraven', 'nexusflow', 'nexusraven', { base: 'codellama' }),
  known('athene-v2', 'nexusflow', 'athene', { base: 'qwen2.5' }),
  known('athene', 'nexusflow', 'athene', { base: 'llama-3' }),
  known('cogito(?:$|:|-v?\\d)', 'deepcogito', 'cogito', { base: 'llama, qwen, deepseek-v3' }),
  known('bakllava', 'skunkworks', 'llava', { base: 'mistral-7b', teacher: 'gpt-4' }),
  known('llava', 'llava', 'llava', { base: 'vicuna, mistral, llama-3, qwen2, phi-3', teacher: 'gpt-4' }),
  known('moondream', 'moondream', 'moondream', { base: 'phi-1.5' }),
  known('sonar(?:$|-(?:pro|reasoning|deep))', 'perplexity', 'sonar', { base: 'llama-3.3, deepseek-r1' }),
  known('sailor', 'sail', 'sailor', { base: 'qwen' }),
  known('marco-o\\d', 'alibaba', 'marco', { base: 'qwen2' }),
  known('firefunction', 'fireworks', 'firefunction', { base: 'llama-3, mixtral' }),
  known('phind-codellama', 'phind', 'phind', { base: 'codellama' }),
  known('meditron', 'epfl', 'meditron', { base: 'llama' }),
  known('kimi-dev', 'moonshot', 'kimi', { base: 'qwen2.5' }),
  known('skywork-o', 'skywork', 'skywork', { base: 'llama-3.1, qwen2.5, deepseek-r1-distill-qwen' }),
  known('minicpm-?[vo]', 'openbmb', 'minicpm', { base: 'qwen, llama-3' }),
  known('internvl', 'shanghai-ai-lab', 'internlm', { base: 'internlm, qwen' }),
  known('solar-pro-preview', 'upstage', 'solar', { base: 'phi-3' }),
  known('solar-0-70b', 'upstage', 'solar', { base: 'llama-2' }),
  known('solar(?:$|:|-10\\.7b|-mini)', 'upstage', 'solar', { base: 'mistral-7b' }),
  known('dolly', 'databricks', 'dolly', { base: 'pythia' }),

  // weights of the maker's own
  known('gpt-?(?:neox?|j)|pythia', 'eleutherai', 'gpt-neox'),
  known('gpt-?oss', 'openai', 'gpt-oss'),
  known('(?:ft:)?(?:gpt-?\\d[\\d.]*o?|chatgpt|gpt$)', 'openai', 'gpt'),
  known('(?:ft:)?(?:text-)?(?:davinci|curie|babbage)|codex-mini', 'openai', 'gpt'),
  known('o[1-9](?:$|[:@-](?:mini|preview|pro|deep-research|\\d{4}))', 'openai', 'gpt'),
  known('claude', 'anthropic', 'claude'),
  known('gemini|learnlm', 'google', 'gemini'),
  known('palm-?2|(?:text|chat|code)-bison', 'google', 'palm'),
  known(
    '(?:code|shield|med|pali|tx|data|recurrent|embedding|function|t5)?gemma(?:-?\\dn)?',
    'google',
    'gemma',
  ),
  known('(?:flan-)?t5|flan-ul2', 'google', 't5'),
  known('tiny-?llama', 'tinyllama', 'tinyllama'),
  known('open-?llama', 'openlm-research', 'openllama'),
  known('(?:meta-|code-?)?llama', 'meta', 'llama'),
  known('opt-(?:125m|350m|\\d[\\d.]*b)', 'meta', 'opt'),
  known(
    'mi[sx]tral|codestral|ministral|devstral|magistral|pixtral|mathstral|voxtral|miqu',
    'mistral',
    'mistral',
  ),
  known('(?:code)?qwen|qwq|qvq|tongyi', 'alibaba', 'qwen'),
  known('phi-?4-mini-(?:flash-)?reasoning', 'microsoft', 'phi', { teacher: 'gpt-4, deepseek-r1' }),
  known('phi(?:$|:|-?\\d|-(?:mini|medium|small|silica))', 'microsoft', 'phi', { teacher: 'gpt-4' }),
  known('bitnet', 'microsoft', 'bitnet'),
  known('smollm|smolvlm', 'huggingface', 'smollm'),
  known('starcoder|santacoder', 'bigcode', 'starcoder'),
  known('bloomz?', 'bigscience', 'bloom'),
  known('olmoe?|molmo', 'allenai', 'olmo'),
  known('granite', 'ibm', 'granite'),
  known('(?:c4ai-)?command(?:$|:|-(?:r|a|light|nightly))', 'cohere', 'command'),
  known('(?:c4ai-)?aya(?:$|:|-(?:expanse|vision|23|101))', 'cohere', 'aya'),
  known('yi(?:$|:|-?\\d|-(?:coder|large|lightning|medium|spark|vl))', '01-ai', 'yi'),
  known('(?:chat|code)?glm(?:$|:|-?\\d|-(?:z\\d|edge))|codegeex', 'zhipu', 'glm'),
  known('kimi|moonlight|moonshot-v', 'moonshot', 'kimi'),
  known('minimax', 'minimax', 'minimax'),
  known('falcon(?:$|:|-?\\d|-(?:h1|mamba|edge|e))', 'tii', 'falcon'),
  known('stablelm|stable-?code', 'stabilityai', 'stablelm'),
  known('internlm', 'shanghai-ai-lab', 'internlm'),
  known('baichuan', 'baichuan', 'baichuan'),
  known('ernie', 'baidu', 'ernie'),
  known('hunyuan', 'tencent', 'hunyuan'),
  known('doubao|seed-(?:oss|coder)', 'bytedance', 'seed'),
  known('step-\\d', 'stepfun', 'step'),
  known('mimo-v?\\d', 'xiaomi', 'mimo'),
  known('longcat', 'meituan', 'longcat'),
  known('(?:ling|ring)-(?:\\d|lite|plus|mini|flash)', 'inclusionai', 'ling'),
  known('pangu', 'huawei', 'pangu'),
  known('skywork', 'skywork', 'skywork'),
  known('minicpm', 'openbmb', 'minicpm'),
  known('grok(?:$|:|-(?:\\d|beta|code|vision))', 'xai', 'grok'),
  known('nova-(?:micro|lite|pro|premier|sonic|\\d)', 'amazon', 'nova'),
  known('titan-(?:text|tg\\d)', 'amazon', 'titan'),
  known('jamba', 'ai21', 'jamba'),
  known('exaone', 'lg', 'exaone'),
  known('solar-(?:pro|open)', 'upstage', 'solar'),
  known('mpt-\\d+b', 'databricks', 'mpt'),
  known('dbrx', 'databricks', 'dbrx'),
  known('redpajama|stripedhyena', 'together', 'redpajama'),
  known('(?:snowflake-)?arctic(?:$|:|-instruct|-base)', 'snowflake', 'arctic'),
  known('openelm', 'apple', 'openelm'),
  known('lfm-?\\d', 'liquid', 'lfm'),
  known('rwkv', 'rwkv', 'rwkv'),
  known('reka-(?:core|flash|edge)', 'reka', 'reka'),
  known('inflection-\\d', 'inflection', 'inflection'),
  known('palmyra', 'writer', 'palmyra'),
  known('apertus', 'swiss-ai', 'apertus'),
  known('eurollm', 'utter-project', 'eurollm'),
  known('salamandra', 'bsc', 'salamandra'),
  known('hyperclova', 'naver', 'hyperclova'),
  known('kanana', 'kakao', 'kanana'),
  known('cerebras-gpt', 'cerebras', 'cerebras-gpt'),
];
