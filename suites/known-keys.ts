import { z } from 'zod';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly items?: SchemaNode | undefined;
  readonly prefixItems?: readonly SchemaNode[] | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
  readonly oneOf?: readonly SchemaNode[] | undefined;
  readonly additionalProperties?: SchemaNode | boolean | undefined;
  readonly const?: unknown;
}

/**
 * The keys that a schema knows at a path of a value, for "did you mean"; empty where any key goes.
 * Branches that a tag of the value rules out (`kind: qa`) are left out.
 */
export function knownKeys(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  value: unknown,
): readonly string[] {
  // zod types the result more widely than what it makes: plain JSON Schema nodes.
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
  let current = value;
  let nodes = alternatives(root, current);
  for (const key of path) {
    current = isObject(current) ? Reflect.get(current, key) : undefined;
    nodes = nodes.flatMap((node) => step(node, key)).flatMap((node) => alternatives(node, current));
  }
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}

function alternatives(node: SchemaNode, value: unknown): readonly SchemaNode[] {
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].filter((branch) => fitsTags(branch, value));
  return [node, ...branches.flatMap((branch) => alternatives(branch, value))];
}

function fitsTags(node: SchemaNode, value: unknown): boolean {
  if (!isObject(value)) return true;
  return Object.entries(node.properties ?? {}).every(
    ([key, property]) => property.const === undefined || Reflect.get(value, key) === property.const,
  );
}

function step(node: SchemaNode, key: PropertyKey): readonly SchemaNode[] {
  if (typeof key === 'number') {
    const item = node.prefixItems?.[key] ?? node.items;
    return item === undefined ? [] : [item];
  }
  const property = node.properties?.[String(key)];
  if (property !== undefined) return [property];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}
