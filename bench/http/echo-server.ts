import { createServer } from 'node:http';

/** A server in OpenAI's chat format that repeats the last message after a delay. Prints its port. */
const delayMs = Number(process.argv[2] ?? 0);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 0 ? { messages: [] } : JSON.parse(Buffer.concat(chunks).toString());
    const message = { role: 'assistant', content: body.messages.at(-1)?.content ?? '' };
    const reply = JSON.stringify({
      model: 'echo',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 5 },
    });
    setTimeout(() => response.setHeader('content-type', 'application/json').end(reply), delayMs);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
