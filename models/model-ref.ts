import path from 'node:path';
import { fault } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { splitWords } from './split-words.ts';

/** A model as a ref names it. Paths and commands are as written; URLs are checked and carry no credentials. */
export type ModelRef =
  | { readonly scheme: 'module'; readonly path: string }
  | { readonly scheme: 'command'; readonly command: string }
  | { readonly scheme: 'http'; readonly url: string }
  | { readonly scheme: 'openai'; readonly name: string }
  | { readonly scheme: 'anthropic'; readonly name: string }
  | { readonly scheme: 'ollama'; readonly name: string }
  | { readonly scheme: 'openai-compatible'; readonly name: string; readonly url: string }
  | {
      readonly scheme: 'llama-cpp';
      readonly path: string;
      /** Path of a LoRA adapter; null: none. */
      readonly lora: string | null;
      /** Tokens of prompt and reply together; null: the client's own choice. */
      readonly contextTokens: number | null;
    };

/** Scheme → how a ref of it is written. */
const forms = {
  openai: 'openai:NAME',
  anthropic: 'anthropic:NAME',
  ollama: 'ollama:NAME',
  'openai-compatible': 'openai-compatible:NAME@https://host/v1',
  'llama-cpp': 'llama-cpp:path/to/model.gguf[?lora=adapter.gguf&context=4096]',
  command: 'command:PROGRAM ARGUMENTS',
  http: 'http://host/path',
  module: 'module:./target.ts',
} as const;

type Scheme = keyof typeof forms;

/**
 * Reads a ref such as `openai:gpt-5-mini`, `module:./target.ts` or `https://host/path` (also written
 * `http:https://host/path`). Throws MODEL_REF, with the known forms, for anything else.
 */
export function parseModelRef(text: string): ModelRef {
  const ref = text.trim();
  const colon = ref.indexOf(':');
  const scheme = ref.slice(0, Math.max(colon, 0));
  if (/^https?:\/\//.test(ref)) return { scheme: 'http', url: checkedUrl(ref, ref) };
  if (!isScheme(scheme)) throw unknownScheme(ref, scheme);
  const rest = ref.slice(colon + 1).trim();
  if (rest === '')
    throw fault('MODEL_REF', `\`${ref}\` names nothing after the colon`, {
      hint: `write \`${forms[scheme]}\``,
    });
  switch (scheme) {
    case 'module':
      return { scheme, path: rest };
    case 'llama-cpp':
      return { scheme, ...fileAndOptions(rest, ref) };
    case 'command':
      splitWords(rest);
      return { scheme, command: rest };
    case 'http':
      return { scheme, url: checkedUrl(rest, ref) };
    case 'openai-compatible':
      return { scheme, ...nameAndUrl(rest, ref) };
    default:
      return { scheme, name: rest };
  }
}

/** The name under which the model's maker or server knows it; null for targets that are no provider's model. */
export function modelName(ref: ModelRef): string | null {
  switch (ref.scheme) {
    case 'module':
    case 'command':
    case 'http':
      return null;
    case 'llama-cpp':
      return path.basename(ref.path).replace(/\.gguf$/i, '');
    default:
      return ref.name;
  }
}

function isScheme(text: string): text is Scheme {
  return Object.hasOwn(forms, text);
}

function unknownScheme(ref: string, scheme: string): Error {
  const known = `known forms: ${Object.values(forms).join(', ')}`;
  if (scheme === '') return fault('MODEL_REF', `\`${ref}\` does not say whose model it is`, { hint: known });
  const meant = didYouMean(scheme, Object.keys(forms));
  const hint = meant.startsWith('did you mean') ? `${meant}; ${known}` : known;
  return fault('MODEL_REF', `\`${ref}\` is no model ref: there is no \`${scheme}:\``, { hint });
}

function nameAndUrl(rest: string, ref: string): { readonly name: string; readonly url: string } {
  // Model names may hold an @ of their own.
  const [, name, url] = /^(.+)@(https?:\/\/.+)$/.exec(rest) ?? [];
  if (name === undefined || url === undefined) {
    const hint = `write \`${forms['openai-compatible']}\``;
    throw fault('MODEL_REF', `\`${ref}\` does not say at which URL the server answers`, { hint });
  }
  return { name, url: checkedUrl(url, ref) };
}

function fileAndOptions(
  rest: string,
  ref: string,
): { readonly path: string; readonly lora: string | null; readonly contextTokens: number | null } {
  const [path = '', query = ''] = rest.split(/\?(?=[a-z]+=)/, 2);
  const options = new URLSearchParams(query);
  const unknown = [...options.keys()].find((key) => key !== 'lora' && key !== 'context');
  const context = options.get('context');
  if (unknown !== undefined || (context !== null && !/^[1-9]\d{1,7}$/.test(context))) {
    const what =
      unknown === undefined ? `${context} is no number of tokens` : `there is no option \`${unknown}\``;
    throw fault('MODEL_REF', `\`${ref}\`: ${what}`, { hint: `write \`${forms['llama-cpp']}\`` });
  }
  return { path, lora: options.get('lora'), contextTokens: context === null ? null : Number(context) };
}

function checkedUrl(url: string, ref: string): string {
  const parsed = /^https?:\/\//.test(url) && URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) {
    throw fault('MODEL_REF', `\`${ref}\` holds no valid URL`, { hint: `write \`${forms.http}\`` });
  }
  if (parsed.username !== '' || parsed.password !== '') {
    // The ref itself is not repeated: it would print the password.
    throw fault('MODEL_REF', `the URL of the model at ${parsed.host} holds a user name or a password`, {
      hint: 'leave it out of the ref: refs are written into reports',
    });
  }
  return url;
}
