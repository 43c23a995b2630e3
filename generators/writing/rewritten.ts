import { z } from 'zod';
import { type Case, inputText } from '../../core/case.ts';
import { fault } from '../../core/errors.ts';
import { protectedSpans } from '../../core/protected-spans.ts';
import type { Claims, GenerateRequest, ParentSource } from '../../core/seams.ts';
import { withInputText } from '../with-input-text.ts';
import type { Ask, Asked, Further } from './ask.ts';
import { masked, unmasked } from './placeholders.ts';

/** Whose texts are written anew. */
export const fromOption = z.enum(['seeds', 'heldout', 'accepted']).default('seeds');
export const textReply = z.strictObject({ text: z.string().min(1) });
type Text = z.infer<typeof textReply>;

/** How a text is written anew in other languages. */
export interface Rewriting {
  readonly parent: Case;
  /** For the text with marks in place of what must survive. */
  readonly asking: (marked: string) => Asked;
  readonly further?: Further<Text>;
  readonly params: Ask<Text>['params'];
  readonly tag: string;
  readonly claims: Partial<Claims>;
  /** Why a text is passed over, as the accounts of the cell name it; null where it may be offered. */
  readonly problem?: (before: string, after: string) => string | null;
}

/** A question for each: the text of its parent with protected spans as marks; the answer must hold each mark once. */
export function* rewritings(all: Iterable<Rewriting>, { passedOver }: GenerateRequest): Generator<Ask<Text>> {
  for (const rewriting of all) {
    const { parent, asking, further, params, tag, claims } = rewriting;
    const before = inputText(parent.input);
    const marked = masked(before, protectedSpans(before, parent.expected));
    yield {
      ...asking(marked.text),
      schema: textReply,
      params,
      parents: [parent.id],
      cluster: 'parent',
      size: 1,
      ...(further === undefined ? {} : { further }),
      drafts: ({ text }) => {
        const after = unmasked(text, marked);
        const problem = after === null ? 'mark-lost' : problemOf(before, after, rewriting);
        if (problem !== null || after === null) {
          passedOver(problem ?? 'mark-lost');
          return [];
        }
        return [
          {
            text: after,
            expected: parent.expected,
            expectedFrom: 'inherited',
            tags: [...parent.tags, tag],
            // The marks hold what must survive, wherever another grammar puts it.
            claims: { effect: 'invariant', edits: markedKinds, ...claims },
            inputOf: (said) => withInputText(parent.input, said),
          },
        ];
      },
    };
  }
}

const markedKinds = ['entity', 'number', 'date', 'code', 'url', 'email'] as const;

function problemOf(before: string, after: string, { problem }: Rewriting): string | null {
  if (after.trim().toLowerCase() === before.trim().toLowerCase()) return 'unchanged';
  return problem?.(before, after) ?? null;
}

/** Cases to write anew, in a drawn order. Throws GENERATOR_INPUT where there are none. */
export function parentsOf(
  name: string,
  request: GenerateRequest,
  from: ParentSource,
  isUsable: (parent: Case) => boolean = () => true,
): readonly Case[] {
  const all = request.parents(from);
  const usable = all.filter(isUsable);
  if (usable.length > 0) return request.random.fork('parents').shuffle(usable);
  const why =
    all.length === 0 ? `has no ${from}` : `has no ${from} whose answer stays right in another language`;
  throw fault('GENERATOR_INPUT', `${name}: skill ${request.skill.id} ${why}`, {
    hint: 'add rows there, or take another `from`',
  });
}
