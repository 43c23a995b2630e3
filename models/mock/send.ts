import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import type { MockReply } from './mock-request.ts';
import type { Routed } from './route.ts';

/**
 * Sends a reply, whole or spoilt; a fault that is a status of its own spoils nothing here. `reset` cuts the connection,
 * so that a client sees that a stream is not whole; `slow` stops where the client gives up. Rejects when `signal` aborts.
 */
export async function send(
  response: ServerResponse,
  routed: Exclude<Routed, null>,
  spoilt: Fault | null,
  signal: AbortSignal,
): Promise<void> {
  const { status, headers, type, text } = written(routed);
  if (spoilt?.kind === 'content-type') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Bad gateway</body></html>');
    return;
  }
  response.writeHead(status, { 'content-type': type, ...headers });
  switch (spoilt?.kind) {
    case 'truncated':
      response.end(text.slice(0, Math.floor(text.length / 2)));
      return;
    case 'reset':
      response.write(text.slice(0, Math.floor(text.length / 2)), () => response.socket?.destroy());
      return;
    case 'slow': {
      // By code points: half a character on the wire would be lost.
      const parts = text.match(/[\s\S]{1,64}/gu) ?? [text];
      for (const part of parts) {
        response.write(part);
        await wait((spoilt.seconds * 1000) / parts.length, undefined, { signal });
        if (response.destroyed) return; // the client gave up: that is what slow bodies are for
      }
      response.end();
      return;
    }
    default:
      response.end(text);
  }
}

function written(routed: MockReply | string) {
  if (typeof routed === 'string')
    return { status: 200, headers: {}, type: 'application/octet-stream', text: routed };
  const { status, headers = {}, body } = routed;
  switch (body.kind) {
    case 'json':
      return { status, headers, type: 'application/json', text: JSON.stringify(body.value) };
    case 'lines':
      return {
        status,
        headers,
        type: 'application/x-ndjson',
        text: body.lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      };
    case 'events':
      return {
        status,
        headers,
        type: 'text/event-stream',
        text: body.events
          .map(({ name, data }) => {
            const payload = typeof data === 'string' ? data : JSON.stringify(data);
            return `${name === null ? '' : `event: ${name}\n`}data: ${payload}\n\n`;
          })
          .join(''),
      };
  }
}
