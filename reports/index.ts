import type { Reporter } from '../core/seams.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { text } from './text.ts';

interface ReportFormat {
  readonly reporter: Reporter;
  /** Of the file, without a dot. */
  readonly extension: string;
}

/** Every report format by the name that `--format` takes. */
export const reportFormats = {
  text: { reporter: text, extension: 'txt' },
  json: { reporter: json, extension: 'json' },
  md: { reporter: markdown, extension: 'md' },
  junit: { reporter: junit, extension: 'xml' },
  github: { reporter: github, extension: 'github.txt' },
  gitlab: { reporter: gitlab, extension: 'gitlab.json' },
} as const satisfies Readonly<Record<string, ReportFormat>>;
