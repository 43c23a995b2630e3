import type { Problem } from '../core/errors.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

const shown = 20;
const name = 120;
const sentence = 600;

/** What a comment says in place of a report where the gate could not run; `suite` is its file. */
export function problemMarkdown(suite: string, problems: readonly Problem[]): string {
  const rest = problems.length - shown;
  const lines = problems.slice(0, shown).flatMap(({ code, message, place, hint }) => {
    const at = place === null ? '' : ` (${markdownCode(placeText(place), name)})`;
    return [
      `- ${markdownCode(code, name)} ${markdownText(message, sentence)}${at}`,
      ...(hint === null ? [] : [`  ${markdownText(hint, sentence)}`]),
    ];
  });
  return [
    `## ⚠️ GATE could not run (exit 2): ${markdownText(suite, name)}`,
    '',
    'Nothing was decided: neither a pass nor a fail.',
    '',
    ...lines,
    ...(rest > 0 ? [`- … and ${rest} more`] : []),
    '',
  ].join('\n');
}

function placeText({ file, line, column }: NonNullable<Problem['place']>): string {
  return [file, line, column].filter((part) => part !== null).join(':');
}
