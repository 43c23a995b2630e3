import { z } from 'zod';

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** The English name of a language by its ISO 639-1 code; the code itself where it is not known. */
export function languageName(code: string): string {
  return names.of(code) ?? code;
}

/** A language as options name it. */
export const languageCode = z
  .string()
  .regex(/^[a-z]{2}$/, 'is no language code: write it as `en` (ISO 639-1)')
  .refine((code) => !/^[a-z]{2}$/.test(code) || names.of(code) !== undefined, 'is no language that is known');
