import { fault } from '../core/errors.ts';

/**
 * The words of a command line, by the quoting rules of a POSIX shell and nothing else of one: white space parts words,
 * '…' is literal, in "…" a backslash escapes `"` and `\`, elsewhere it escapes any character. Variables, globs and
 * pipes are plain text. Throws MODEL_REF for an unclosed quote, a backslash at the end, or no words at all.
 */
export function splitWords(command: string): readonly [string, ...string[]] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < command.length; at++) {
    const char = command.charAt(at);
    if (char === '\\' && quote !== "'") {
      const next = command.charAt(at + 1);
      if (next === '') throw unreadable(command, 'ends in a backslash');
      const escapes = quote === null || next === '"' || next === '\\';
      word = (word ?? '') + (escapes ? next : char + next);
      at++;
    } else if (quote === null && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (char === quote) {
      quote = null;
    } else if (quote === null && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote !== null) throw unreadable(command, `has an unclosed ${quote}`);
  if (word !== null) words.push(word);
  const [program, ...args] = words;
  if (program === undefined || program === '') throw unreadable(command, 'names no program');
  return [program, ...args];
}

function unreadable(command: string, why: string): Error {
  return fault('MODEL_REF', `the command \`${command}\` ${why}`, {
    hint: "write the program and its arguments as in a shell, such as `command:python3 'my target.py'`",
  });
}
