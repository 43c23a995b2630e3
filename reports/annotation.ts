import { excerpt } from './excerpt.ts';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

const longTitle = 200;
const longMessage = 600;

/**
 * An annotation as a workflow command of GitHub Actions, on one line. Nothing of the texts can end it, add a property or
 * start another command.
 */
export function annotation(
  level: AnnotationLevel,
  where: { readonly file: string | null; readonly line: number | null; readonly title: string },
  message: string,
): string {
  const properties = [
    ...(where.file === null ? [] : [`file=${property(where.file)}`]),
    ...(where.file === null || where.line === null ? [] : [`line=${where.line}`]),
    `title=${property(where.title)}`,
  ];
  return `::${level} ${properties.join(',')}::${data(excerpt(message, longMessage))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25');
}

function property(text: string): string {
  return data(excerpt(text, longTitle)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
