import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InfrastructureError } from '../../../core/errors.ts';
import { ReplyError } from '../../../core/model.ts';
import { openCassette } from '../../../models/cassette.ts';
import { recorded } from '../../../models/recorded.ts';
import { secretIn } from '../../../models/secret-in.ts';
import { fakeClient, never, question, response } from './fake-client.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heldout-cassette-'));
  file = path.join(folder, 'cassettes', 'run.jsonl');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const id = 'openai:gpt-5-mini';
const fresh = { fresh: true };
const untouchable = fakeClient(() => {
  throw new Error('the network is denied');
}, id);
const echo = fakeClient((request) => {
  const { content } = request.messages[0];
  if (content.startsWith('cut')) {
    throw new ReplyError('length', 'cut at 5 tokens', {
      usage: { inputTokens: 3, outputTokens: 5 },
      text: 'half',
    });
  }
  return response(`echo ${content}`, {
    rateLimit: { requests: { limit: 9, remaining: 1, resetMs: 5 }, tokens: null },
  });
}, id);

describe('recorded', () => {
  test('what was recorded is replayed alike, without a client', async () => {
    const recording = openCassette(file, fresh);
    const recorder = recorded(echo, recording, 'record');
    const first = await recorder.complete(question('a'), never);
    await expect(recorder.complete(question('cut'), never)).rejects.toThrow(ReplyError);
    recording.close();

    const cassette = openCassette(file);
    const player = recorded(id, cassette, 'replay');
    expect(player.id).toBe(id);
    expect(await player.complete(question('a'), never)).toEqual({ ...first, rateLimit: null });
    await expect(player.complete(question('cut'), never)).rejects.toMatchObject({
      name: 'ReplyError',
      fault: 'length',
      message: 'cut at 5 tokens',
      usage: { inputTokens: 3, outputTokens: 5 },
      text: 'half',
    });
    const before = readFileSync(file);
    cassette.close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('replay never calls: a request that is missing is named', async () => {
    openCassette(file, fresh).close();
    const player = recorded(untouchable, openCassette(file), 'replay');
    await expect(player.complete(question('Is it spam?', { attempt: 2 }), never)).rejects.toMatchObject({
      problems: [
        {
          code: 'CASSETTE',
          message: expect.stringMatching(
            /gpt-5-mini to request [0-9a-f]{16}, attempt 2, which ends: "Is it spam\?"/,
          ),
          place: { file },
        },
      ],
    });
  });

  test('auto replays what is there and records the rest', async () => {
    const first = openCassette(file);
    await recorded(echo, first, 'record').complete(question('a'), never);
    first.close();
    const second = openCassette(file);
    let calls = 0;
    const counting = fakeClient((request, signal) => {
      calls++;
      return echo.complete(request, signal);
    }, id);
    const client = recorded(counting, second, 'record');
    await client.complete(question('a'), never);
    await client.complete(question('b'), never);
    second.close();
    expect(calls).toBe(1);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
  });

  test('record begins anew, and asks equal requests once', async () => {
    const old = openCassette(file, fresh);
    await recorded(echo, old, 'record').complete(question('old'), never);
    old.close();
    const cassette = openCassette(file, fresh);
    let calls = 0;
    const changing = fakeClient(() => response(`answer ${++calls}`), id);
    const client = recorded(changing, cassette, 'record');
    const answers = await Promise.all([1, 2, 3].map(() => client.complete(question('q'), never)));
    answers.push(await client.complete(question('q'), never));
    cassette.close();
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['answer 1']));
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  test('the same traffic gives the same bytes, in whatever order replies come', async () => {
    const contents = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 12 });
    const bytesOf = async (order: readonly string[]) => {
      const cassette = openCassette(file, fresh);
      const client = recorded(echo, cassette, 'record');
      await Promise.allSettled(order.map((content) => client.complete(question(content), never)));
      cassette.close();
      return readFileSync(file, 'utf8');
    };
    await fc.assert(
      fc.asyncProperty(
        contents.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        async ([list, shuffled]) => {
          expect(await bytesOf(shuffled)).toBe(await bytesOf(list));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('answers are on the disk before the cassette is closed', async () => {
    const client = recorded(echo, openCassette(file, fresh), 'record');
    await client.complete(question('paid for'), never);
    expect(readFileSync(file, 'utf8')).toContain('echo paid for');
  });

  test('a fault that may pass is not kept', async () => {
    let calls = 0;
    const client = fakeClient(() => {
      if (calls++ === 0) throw new InfrastructureError('429', 5);
      return response('ok');
    }, id);
    const cassette = openCassette(file, fresh);
    const recorder = recorded(client, cassette, 'record');
    await expect(recorder.complete(question('q'), never)).rejects.toThrow('429');
    expect((await recorder.complete(question('q'), never)).text).toBe('ok');
    cassette.close();
    expect((await recorded(id, openCassette(file), 'replay').complete(question('q'), never)).text).toBe('ok');
  });
});

describe('secrets', () => {
  const env = {
    OPENAI_API_KEY: 'sk-very-secret-1',
    MY_TOKEN: 'short',
    PATH: '/usr/bin:/bin',
    DB_PASSWORD: 'a"b\\c-long',
  };

  test.each([
    ['sk-very-secret-1 in the text', 'OPENAI_API_KEY'],
    ['a"b\\c-long as it is', 'DB_PASSWORD'],
    [JSON.stringify({ password: 'a"b\\c-long' }), 'DB_PASSWORD'],
    ['short and /usr/bin:/bin', null],
    ['', null],
  ])('%s', (text, name) => {
    expect(secretIn(text, env)).toBe(name);
  });

  test('a prompt or an answer that holds a key is not written, and the value is not shown', async () => {
    const cassette = openCassette(file, { fresh: true, env });
    const work = recorded(echo, cassette, 'record').complete(question('my key is sk-very-secret-1'), never);
    const error: unknown = await work.catch((thrown) => thrown);
    expect(error).toMatchObject({
      problems: [{ code: 'CASSETTE', message: expect.stringContaining('OPENAI_API_KEY') }],
    });
    expect(String(error)).not.toContain('sk-very-secret-1');
    cassette.close();
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

describe('a cassette that cannot be read', () => {
  async function lineOf(content: string): Promise<string> {
    const cassette = openCassette(file, fresh);
    await recorded(echo, cassette, 'record').complete(question(content), never);
    cassette.close();
    return readFileSync(file, 'utf8');
  }

  test.each([
    ['is torn', (line: string) => line.slice(0, 40)],
    ['holds another field', (line: string) => line.replace('{"key"', '{"more":1,"key"')],
    ['has another question than was asked', (line: string) => line.replace('"content":"b"', '"content":"c"')],
  ])('the line that %s is named', async (_, spoil) => {
    const [a, b] = [await lineOf('a'), await lineOf('b')];
    writeFileSync(file, a + spoil(b));
    expect(() => openCassette(file)).toThrow(/CASSETTE/);
    try {
      openCassette(file);
    } catch (error) {
      expect(error).toMatchObject({ problems: [{ place: { file, line: 2 } }] });
    }
  });

  test('one that is not there is empty, and is not made before something is added', () => {
    openCassette(file).close();
    expect(existsSync(file)).toBe(false);
  });
});
