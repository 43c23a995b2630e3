import { fault, messageOf } from '../core/errors.ts';
import type { LoadModule, Target } from '../core/seams.ts';
import { parseOutput } from './parse-output.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Opens the module at an absolute path: it exports `target` (or has it on its default export) with a `call` and, if it
 * holds anything, a `close`. Throws MODULE_LOAD when it cannot be loaded or has no such export. Whatever `call` throws
 * is the target's own fault; it is given a copy of the input, so that it cannot change the case.
 */
export async function openModuleTarget(path: string, loadModule: LoadModule): Promise<Target> {
  const place = { file: path, line: null, column: null };
  let loaded: Readonly<Record<string, unknown>>;
  try {
    loaded = await loadModule(path);
  } catch (error) {
    throw fault('MODULE_LOAD', `${path} cannot be loaded: ${firstLines(messageOf(error))}`, {
      place,
      cause: error,
    });
  }
  const target = member(loaded, 'target') ?? member(member(loaded, 'default'), 'target');
  // Every function has a `call` of its own, which is another one.
  const call = isFunction(target) ? undefined : member(target, 'call');
  if (!isFunction(call)) {
    const lacks = target === undefined ? 'exports no `target`' : 'exports a `target` without `call`';
    throw fault('MODULE_LOAD', `${path} ${lacks}`, {
      place,
      hint: "write `export const target = { async call(input, signal) { return { text: '…' }; } }`",
    });
  }
  const close = member(target, 'close');
  return {
    async call(input, signal) {
      signal.throwIfAborted();
      // A target may throw before it gives a promise, or give no promise.
      const answer = Promise.resolve().then(() =>
        Reflect.apply(call, target, [structuredClone(input), signal]),
      );
      return parseOutput(await untilAborted(answer.catch(asOwnFault), signal));
    },
    ...(isFunction(close) ? { close: async () => void (await Reflect.apply(close, target, [])) } : {}),
  };
}

function asOwnFault(thrown: unknown): never {
  // Errors of our own classes would speak of infrastructure or of the set-up; JavaScript lets code throw anything.
  throw new Error(messageOf(thrown), { cause: thrown });
}

function member(holder: unknown, name: string): unknown {
  return (typeof holder === 'object' && holder !== null) || isFunction(holder)
    ? Reflect.get(holder, name)
    : undefined;
}

// `Function` says no more than "can be applied", which is all that is known here.
function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}

function firstLines(message: string): string {
  return message.split('\n').slice(0, 3).join(' ').replace(/\s+/g, ' ').trim();
}
