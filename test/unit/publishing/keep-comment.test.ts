import { afterEach, describe, expect, test } from 'vitest';
import { keepComment, markerOf } from '../../../pipeline/publishing/keep-comment.ts';
import {
  type Disturbance,
  type LoopbackGithub,
  loopbackGithub,
} from '../../fixtures/github/loopback-github.ts';

const place = { repository: 'acme/triage', pull: 7 };
let github: LoopbackGithub;
afterEach(() => github.close());

async function started(disturb?: (request: string, call: number) => Disturbance) {
  github = await loopbackGithub(disturb);
  const waits: number[] = [];
  const access = {
    apiUrl: github.url,
    token: 'secret',
    wait: async (ms: number) => {
      waits.push(ms);
    },
  };
  const keep = (body: string, key = 'suite.yaml') =>
    keepComment(access, place, { key, body }, new AbortController().signal);
  return { keep, waits };
}

describe('the one comment', () => {
  test('is made once and rewritten from then on, also where it lies on a later page', async () => {
    const { keep } = await started();
    expect(await keep('first')).toEqual({
      status: 'created',
      url: 'https://github.test/acme/triage/pull/7#issuecomment-1',
    });
    const own = github.comments.pop();
    if (own === undefined) throw new Error('no comment');
    for (let i = 0; i < 230; i++) github.comments.push({ id: 1000 + i, issue: 7, body: `talk ${i}` });
    github.comments.push(own);
    expect((await keep('second')).status).toBe('updated');
    expect(own.body).toBe(`${markerOf('suite.yaml')}\nsecond`);
    expect(github.comments).toHaveLength(231);
    expect(github.seen.filter((request) => request.startsWith('GET'))).toHaveLength(4);
    expect(new Set(github.tokens)).toEqual(new Set(['Bearer secret']));
  });

  test('one for each key, each pull request; a quotation of the marker is no comment of ours', async () => {
    const { keep } = await started();
    github.comments.push({ id: 90, issue: 7, body: `see ${markerOf('suite.yaml')}` });
    github.comments.push({ id: 91, issue: 8, body: `${markerOf('suite.yaml')}\nof another` });
    await keep('a');
    await keep('b', 'other.yaml');
    await keep('c');
    expect(github.comments.map(({ body }) => body.split('\n').at(-1))).toEqual([
      `see ${markerOf('suite.yaml')}`,
      'of another',
      'c',
      'b',
    ]);
  });

  test('the marker is one comment of HTML, whatever the key', () => {
    for (const key of ['a-->b', '<x>', 'dir/suite--1.yaml', 'ü\n%2D'])
      expect(markerOf(key)).toMatch(/^<!-- heldout [^<>\n]*[^-<>\n] -->$/);
    expect(markerOf('a--b')).not.toContain('a--b');
    expect(markerOf('a%2Db')).not.toBe(markerOf('a-b'));
  });

  test('is made anew where somebody deletes it between reading and writing', async () => {
    const { keep } = await started((request) => (request.startsWith('PATCH') ? { status: 404 } : null));
    await keep('first');
    expect(await keep('second')).toMatchObject({ status: 'created' });
  });

  test('is cut at a line where GitHub would refuse it, and says so', async () => {
    const { keep } = await started();
    await keep(`${'a line of the report\n'.repeat(5000)}`);
    const [comment] = github.comments;
    expect(comment?.body.length).toBeLessThanOrEqual(65_536);
    expect(comment?.body).toMatch(/a line of the report\n\n… cut here: the whole report is in the artefact/);
  });
});

describe('what GitHub refuses is told, never thrown', () => {
  test.each([
    [401, 'the token is not valid'],
    [403, 'pull-requests: write'],
    [404, 'sees no such pull request'],
  ])('%i on reading', async (status, why) => {
    const { keep, waits } = await started(() => ({ status, message: 'No way' }));
    const kept = await keep('x');
    expect(kept).toMatchObject({ status: 'none', why: expect.stringContaining(why) });
    expect(kept).toMatchObject({ why: expect.stringContaining(`${status} (No way)`) });
    expect([github.seen.length, waits]).toEqual([1, []]);
  });

  test('403 on writing, as for the token of a fork', async () => {
    const { keep } = await started((request) => (request.startsWith('POST') ? { status: 403 } : null));
    expect(await keep('x')).toMatchObject({ status: 'none', why: expect.stringContaining('fork') });
  });

  test('a limit is waited for as long as it says, then the comment is made', async () => {
    const { keep, waits } = await started((_, call) => {
      if (call === 0) return { status: 429, headers: { 'retry-after': '7' } };
      const reset = String(Math.floor(Date.now() / 1000) + 30);
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
      return call === 1 ? { status: 403, headers } : null;
    });
    expect((await keep('x')).status).toBe('created');
    expect(waits).toHaveLength(2);
    expect(waits[0]).toBeGreaterThanOrEqual(7000);
    expect(waits[0]).toBeLessThanOrEqual(7700);
    expect(waits[1]).toBeGreaterThan(20_000);
    expect(waits[1]).toBeLessThanOrEqual(33_000);
  });

  test('a limit that lasts an hour, and a server that stays down, are given up', async () => {
    const long = await started(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    expect(await long.keep('x')).toEqual({ status: 'none', why: 'GitHub answered 429' });
    expect(long.waits).toEqual([]);
    await github.close();
    const down = await started(() => ({ status: 502 }));
    expect(await down.keep('x')).toEqual({ status: 'none', why: 'GitHub answered 502' });
    expect(down.waits).toHaveLength(3);
  });

  test('no server, and one that answers something else', async () => {
    const { keep } = await started(() => ({ status: 200 }));
    expect(await keep('x')).toMatchObject({ status: 'none', why: expect.stringContaining('no list') });
    const access = { apiUrl: 'http://127.0.0.1:9', token: 't', wait: async () => {} };
    const content = { key: 'k', body: 'b' };
    const kept = await keepComment(access, place, content, new AbortController().signal);
    expect(kept).toMatchObject({ status: 'none', why: expect.stringContaining('cannot be reached') });
  });
});

test('a next page on another server is not asked for: the token stays here', async () => {
  const stranger = await loopbackGithub();
  const elsewhere = `<${stranger.url}/repos/acme/triage/issues/7/comments?page=2>; rel="next"`;
  const { keep } = await started((request) =>
    request.startsWith('GET') ? { status: 200, headers: { link: elsewhere }, json: [] } : null,
  );
  expect((await keep('x')).status).toBe('created');
  expect(stranger.seen).toEqual([]);
  await stranger.close();
});
