/** Names under which people keep secrets in the environment. */
const secretName = /KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL/i;
/** Shorter values are words such as `true` or `none`, and stand in any text. */
const shortestSecret = 8;

/**
 * The name of an environment variable that is named like a secret and whose value the text holds, as it is or as JSON
 * writes it; null where there is none.
 */
export function secretIn(text: string, env: NodeJS.ProcessEnv): string | null {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value.length < shortestSecret || !secretName.test(name)) continue;
    if (text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1))) return name;
  }
  return null;
}
