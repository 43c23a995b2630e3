import { fault } from '../core/errors.ts';
import { TemplateError } from './liquid.ts';

/** Does the work; what is wrong with the template is thrown as GENERATOR_INPUT that says which template it is. */
export function inTemplate<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw fault('GENERATOR_INPUT', `${where}: ${error.message}`, { cause: error });
  }
}
