import type { Place, Problem } from '../../core/errors.ts';
import type { Session } from '../session.ts';

/** Problems as people read them: code and place, what is wrong, what to do. */
export function problemText(problems: readonly Problem[], colors: Session['colors']): string {
  return problems
    .map(({ code, message, place, hint }) =>
      [
        `${colors.red(colors.bold(code))}${place === null ? '' : ` ${placeText(place)}`}`,
        ...indent(message),
        ...(hint === null ? [] : indent(hint).map((line) => colors.dim(line))),
      ].join('\n'),
    )
    .join('\n');
}

/** `file:line:column`, as far as it is known. */
function placeText({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== null).join(':');
}

function indent(text: string): readonly string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
