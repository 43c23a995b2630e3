/** A workflow command as GitHub's runner reads it. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const written: readonly (readonly [string, string])[] = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
];

/**
 * Reads a line as `ActionCommand.TryParseV2` of the runner does: from `::` to the next `::`, the name up to the first
 * space, properties between commas, `%25` last to be unescaped. Null for a line that is no command.
 */
export function workflowCommand(line: string): WorkflowCommand | null {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end < 0) return null;
  const [command = '', ...rest] = text.slice(2, end).split(' ');
  const pairs = rest
    .join(' ')
    .split(',')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), unescaped(pair.slice(pair.indexOf('=') + 1))]);
  return { command, properties: Object.fromEntries(pairs), message: unescaped(text.slice(end + 2)) };
}

function unescaped(text: string): string {
  return written.reduce((all, [from, to]) => all.replaceAll(from, to), text);
}
