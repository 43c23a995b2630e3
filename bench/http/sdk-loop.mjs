// The floor: the same calls on the same SDK, one line of JSON each, and nothing else.
import { createWriteStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [root, url, inFlight] = process.argv.slice(2);
const { default: OpenAI } = await import(createRequire(`${root}/package.json`).resolve('openai'));
const client = new (OpenAI.OpenAI ?? OpenAI)({ apiKey: 'none', baseURL: url, maxRetries: 0 });
const rows = readFileSync('rows.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const journal = createWriteStream('loop.jsonl');
let next = 0;
async function work() {
  while (next < rows.length) {
    const { input, expected } = rows[next++];
    const reply = await client.chat.completions.create({
      model: 'echo',
      messages: [{ role: 'user', content: input }],
    });
    const text = reply.choices[0].message.content;
    journal.write(`${JSON.stringify({ input, text, score: text.includes(expected) ? 1 : 0 })}\n`);
  }
}
await Promise.all(Array.from({ length: Number(inFlight) }, work));
journal.end();
