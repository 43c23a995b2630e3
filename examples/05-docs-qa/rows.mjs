import { readdirSync, readFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const documents = readdirSync(new URL('handbook', here))
  .sort()
  .map((id) => ({ id, text: readFileSync(new URL(`handbook/${id}`, here), 'utf8') }));

/** The real questions, each with the whole handbook beside it. */
export function rows() {
  const lines = readFileSync(new URL('questions.jsonl', here), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { question, answer } = JSON.parse(line);
    return { input: { messages: [{ role: 'user', content: question }], documents }, expected: answer };
  });
}
