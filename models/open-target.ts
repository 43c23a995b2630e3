import path from 'node:path';
import { fault } from '../core/errors.ts';
import type { LoadModule, Target } from '../core/seams.ts';
import { openCommandTarget } from './command-target.ts';
import { openHttpTarget } from './http-target.ts';
import type { ModelRef } from './model-ref.ts';
import { openModuleTarget } from './module-target.ts';

/**
 * Opens what a ref names. Module paths and commands start in `folder`, an absolute path. Throws MODULE_LOAD or
 * COMMAND_START where that fails, and MODEL_UNAVAILABLE for models of providers.
 */
export async function openTarget(
  ref: ModelRef,
  options: { readonly folder: string; readonly loadModule: LoadModule },
): Promise<Target> {
  switch (ref.scheme) {
    case 'module':
      return openModuleTarget(path.resolve(options.folder, ref.path), options.loadModule);
    case 'command':
      return openCommandTarget(ref.command, options.folder);
    case 'http':
      return openHttpTarget(ref.url);
    default:
      throw fault('MODEL_UNAVAILABLE', `${ref.scheme}: models cannot be called by this version`, {
        hint: 'name a `module:`, `command:` or `http:` target that calls the model',
      });
  }
}
