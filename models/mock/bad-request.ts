import { z } from 'zod';

/** What a client sent is not of the wire format. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** An error of reading what a client sent, as a BadRequest; any other as it is. */
export function asBadRequest(error: unknown): unknown {
  if (error instanceof z.ZodError) return new BadRequest(z.prettifyError(error), { cause: error });
  if (error instanceof SyntaxError || error instanceof TypeError || error instanceof URIError)
    return new BadRequest(`the request cannot be read: ${error.message}`, { cause: error });
  return error;
}
