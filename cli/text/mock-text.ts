/** Where the mock server listens, and how clients are pointed at it. */
export function mockText(url: string): string {
  return [
    `listening at ${url}`,
    '',
    `heldout    --target openai-compatible:mock@${url}/v1`,
    `           OLLAMA_HOST=${url} … --target ollama:mock`,
    `OpenAI     baseURL ${url}/v1`,
    `Anthropic  baseURL ${url}`,
    `Ollama     OLLAMA_HOST=${url}`,
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}
