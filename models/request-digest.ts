import { digest } from '../core/digest.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import type { ModelName, ModelRequest } from '../core/model.ts';

/** Changes whenever stored responses would mean something else; older ones are then not found any more. */
const format = 1;

/**
 * The key of a request: SHA-256 over the canonical JSON of the format, the model and the whole request, `attempt`
 * included. Equal requests have equal keys in whatever order their fields were written.
 */
export function requestDigest(model: ModelName, request: ModelRequest): string {
  // A request is plain data by its type; JSON has no narrower name for that.
  return digest(canonicalJson({ format, model, request } as unknown as Json));
}
