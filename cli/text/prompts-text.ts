/** Prompts as they are asked, their holes written `{{hole}}`. */
export function promptsText(
  prompts: readonly {
    readonly name: string;
    readonly digest: string;
    readonly system: string;
    readonly user: string;
  }[],
): string {
  if (prompts.length === 0) return 'no generator or scorer of the suite asks a model';
  return prompts
    .map(
      ({ name, digest, system, user }) => `== ${name} (${digest})\n\n[system]\n${system}\n\n[user]\n${user}`,
    )
    .join('\n\n');
}
