import { ReplyError } from '../../core/model.ts';

/** A reply that ended where its limit of tokens lies, with what was said and what it cost. */
export function cutReply(said: ConstructorParameters<typeof ReplyError>[2]): ReplyError {
  return new ReplyError(
    'length',
    'the reply was cut at the limit of tokens: `maxTokens` may be too small for it',
    said,
  );
}
