/** A number and what is counted: `1 case`, `2 cases`. `plural` where an `s` does not make it: `1 row equals`, `2 rows equal`. */
export function counted(count: number, one: string, plural: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : plural}`;
}
