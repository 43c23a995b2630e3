import { fault, HeldoutError, InfrastructureError } from '../../core/errors.ts';

/**
 * Throws where a first, free question shows that calls cannot work: no key, a refused key, no connection, and a model
 * that is not there where the server's list is complete. Anything else says nothing yet: not every server has a list.
 */
export function throwIfHopeless(error: Error, isListComplete: boolean): void {
  if (error instanceof HeldoutError) {
    if (error.problems[0].code === 'MODEL_UNKNOWN' && !isListComplete) return;
    throw error;
  }
  if (error instanceof InfrastructureError && error.message.includes('no connection')) {
    throw fault('MODEL_SERVER', error.message, {
      hint: 'is the server running at that address?',
      cause: error,
    });
  }
}
