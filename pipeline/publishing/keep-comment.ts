import { z } from 'zod';
import { InfrastructureError, messageOf, TimeoutError } from '../../core/errors.ts';
import { type GithubAccess, type GithubReply, githubRequest } from './github-request.ts';

/** GitHub takes no longer body. */
const longestBody = 65_536;
const cut = '\n\n… cut here: the whole report is in the artefact of the run.\n';

/** What became of a comment; `none` says why there is none. A comment is never worth failing a gate for. */
export type KeptComment =
  | { readonly status: 'created' | 'updated'; readonly url: string }
  | { readonly status: 'none'; readonly why: string };

const commentSchema = z.object({
  id: z.number(),
  body: z.string().nullish(),
  html_url: z.string().catch(''),
});
type Comment = z.output<typeof commentSchema>;

/**
 * Keeps one comment on a pull request: the one that begins with the key's hidden marker is rewritten, else one is made.
 * Throws only what is a defect, and what the signal's abort throws.
 */
export async function keepComment(
  access: GithubAccess,
  place: { readonly repository: string; readonly pull: number },
  { key, body }: { readonly key: string; readonly body: string },
  signal: AbortSignal,
): Promise<KeptComment> {
  const comments = `/repos/${place.repository}/issues/${place.pull}/comments`;
  const marker = markerOf(key);
  const content = { body: fitting(`${marker}\n${body}`) };
  const send = (method: 'GET' | 'POST' | 'PATCH', path: string, sent: object | null) =>
    githubRequest(access, method, path, sent, signal);
  try {
    const found = await findComment(`${comments}?per_page=100`, marker, (path) => send('GET', path, null));
    if (typeof found === 'string') return { status: 'none', why: found };
    if (found !== null) {
      const reply = await send('PATCH', `/repos/${place.repository}/issues/comments/${found.id}`, content);
      // Somebody took it away in between: it is made anew.
      if (reply.status !== 404) return outcome('updated', reply);
    }
    return outcome('created', await send('POST', comments, content));
  } catch (error) {
    if (signal.aborted || !(error instanceof InfrastructureError || error instanceof TimeoutError))
      throw error;
    return { status: 'none', why: messageOf(error) };
  }
}

/** Hidden in Markdown, and the same for every run of the same key. */
export function markerOf(key: string): string {
  // A comment of HTML ends at its first `--`.
  return `<!-- heldout ${encodeURIComponent(key).replaceAll('-', '%2D')} -->`;
}

/** The comment with the marker, null where there is none, or why they cannot be read. */
async function findComment(
  first: string,
  marker: string,
  read: (path: string) => Promise<GithubReply>,
): Promise<Comment | string | null> {
  for (let path: string | null = first; path !== null; ) {
    const reply: GithubReply = await read(path);
    if (reply.status !== 200) return refusal(reply);
    const page = z.array(commentSchema).safeParse(reply.body);
    if (!page.success) return 'GitHub answered with something that is no list of comments';
    const found = page.data.find(({ body }) => body?.startsWith(marker) === true);
    if (found !== undefined) return found;
    path = reply.next;
  }
  return null;
}

function outcome(status: 'created' | 'updated', reply: GithubReply): KeptComment {
  if (reply.status >= 300) return { status: 'none', why: refusal(reply) };
  const comment = commentSchema.safeParse(reply.body);
  return { status, url: comment.success ? comment.data.html_url : '' };
}

function refusal({ status, body }: GithubReply): string {
  const said = z.object({ message: z.string() }).safeParse(body);
  const words = said.success ? ` (${said.data.message})` : '';
  const hint = hints[status];
  return `GitHub answered ${status}${words}${hint === undefined ? '' : `: ${hint}`}`;
}

const hints: Readonly<Record<number, string>> = {
  401: 'the token is not valid',
  403: 'the token may not write comments; give the job `permissions: { pull-requests: write }` (a fork’s token may read only)',
  404: 'the token sees no such pull request',
};

function fitting(body: string): string {
  if (body.length <= longestBody) return body;
  const kept = body.slice(0, longestBody - cut.length);
  return `${kept.slice(0, kept.lastIndexOf('\n'))}${cut}`;
}
