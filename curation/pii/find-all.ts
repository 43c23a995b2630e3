import type { Identifier } from '../../core/identifier.ts';
import { findIdentifiers, surestApart } from './find-identifiers.ts';
import { findSecrets } from './find-secrets.ts';

/** The identifiers and secrets in each text; `before` are words that lead up to it, such as the key that it stands under. */
export async function findAll(
  texts: readonly { readonly text: string; readonly before: string }[],
): Promise<readonly (readonly Identifier[])[]> {
  const secrets = await findSecrets(texts.map(({ text }) => text));
  return texts.map(({ text, before }, index) => {
    const own = secrets[index] ?? [];
    const found = findIdentifiers(text, before);
    return own.length === 0 ? found : surestApart([...found, ...own]);
  });
}
