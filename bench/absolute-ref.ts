import path from 'node:path';

/** A model as the command line names it, for a suite in another folder: a file starts at the folder of the command. */
export function absoluteRef(ref: string): string {
  const [, file, rest = ''] = /^llama-cpp:([^?]+)(.*)$/.exec(ref) ?? [];
  return file === undefined ? ref : `llama-cpp:${path.resolve(file)}${rest}`;
}
