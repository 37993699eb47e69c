import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  specifiedScalarTypes,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';

/** `argument = path` or `argument in path`: compares an argument with the event's data. */
export interface MatchRule {
  readonly argument: string;
  readonly operator: '=' | 'in';
  /** Names from the outside in. */
  readonly path: readonly string[];
}

/** A subscription field that is fed by events of a topic. */
export interface EventSource {
  readonly field: string;
  readonly topic: string;
  readonly types: ReadonlySet<string>;
  readonly match: readonly MatchRule[];
}

/** The specification that `@eventSource` is linked from, without its version. */
export const LIVE_SPECIFICATION = 'https://open-supergraph.org/live';
export const MAX_MATCH_RULES = 8;

const RULE = /^\s*(\w+)\s*(=|\bin\b)\s*(\w+(?:\.\w+)*)\s*$/;

const linkArguments = z.object({
  url: z.string(),
  import: z
    .array(z.union([z.string(), z.object({ name: z.string(), as: z.string().optional() })]))
    .default([]),
});
const sourceArguments = z.strictObject({
  topic: z.string().min(1),
  types: z.array(z.string().min(1)).min(1),
  match: z.array(z.string()).max(MAX_MATCH_RULES).nullish(),
});

/**
 * The event sources of a supergraph, by field name of the subscription root.
 * Throws when one is malformed, naming the field.
 */
export function readEventSources(supergraphSdl: string): ReadonlyMap<string, EventSource> {
  const document = parse(supergraphSdl);
  const directiveName = linkedName(document);
  const sources = new Map<string, EventSource>();
  if (!directiveName) return sources;
  for (const field of subscriptionFields(document)) {
    const directive = field.directives?.find(({ name }) => name.value === directiveName);
    if (directive) sources.set(field.name.value, sourceOf(document, field, directive));
  }
  return sources;
}

/** What the supergraph calls `@eventSource`: `@link` may import it under another name. */
function linkedName(document: DocumentNode): string | undefined {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'link') continue;
      const link = linkArguments.safeParse(argumentsOf(directive)).data;
      if (!link?.url.startsWith(`${LIVE_SPECIFICATION}/v1.`)) continue;
      const imports = link.import.map((item) => (typeof item === 'string' ? { name: item } : item));
      const imported = imports.find(({ name }) => name === '@eventSource');
      return imported ? (imported.as ?? imported.name).slice(1) : 'live__eventSource';
    }
  }
  return undefined;
}

const subscriptionFields = (document: DocumentNode): readonly FieldDefinitionNode[] =>
  document.definitions
    .filter((node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(({ name }) => name.value === 'Subscription')
    .flatMap(({ fields }) => fields ?? []);

function sourceOf(
  document: DocumentNode,
  field: FieldDefinitionNode,
  directive: ConstDirectiveNode,
): EventSource {
  const at = `Subscription.${field.name.value}`;
  const read = sourceArguments.safeParse(argumentsOf(directive));
  if (!read.success) throw new Error(`${at}: @eventSource ${z.prettifyError(read.error)}`);
  const match = (read.data.match ?? []).map((text) => ruleOf(document, field, text, at));
  if (new Set(match.map(({ argument }) => argument)).size < match.length)
    throw new Error(`${at}: an argument has two match rules`);
  return { field: field.name.value, topic: read.data.topic, types: new Set(read.data.types), match };
}

function ruleOf(document: DocumentNode, field: FieldDefinitionNode, text: string, at: string): MatchRule {
  const [, argument, operator, path] = RULE.exec(text) ?? [];
  if (!argument || !path) throw new Error(`${at}: "${text}" is not "argument = path" or "argument in path"`);
  const declared = field.arguments?.find(({ name }) => name.value === argument);
  if (!declared) throw new Error(`${at}: "${text}" names no argument of the field`);
  if (!isLeaf(document, declared)) throw new Error(`${at}: argument ${argument} is not a scalar or an enum`);
  return { argument, operator: operator as '=' | 'in', path: path.split('.') };
}

function isLeaf(document: DocumentNode, { type }: InputValueDefinitionNode): boolean {
  const named: TypeNode = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  if (named.kind !== Kind.NAMED_TYPE) return false;
  const name = named.name.value;
  if (specifiedScalarTypes.some((scalar) => scalar.name === name)) return true;
  const definition = document.definitions
    .filter(isTypeDefinitionNode)
    .find((type) => type.name.value === name);
  return definition?.kind === Kind.SCALAR_TYPE_DEFINITION || definition?.kind === Kind.ENUM_TYPE_DEFINITION;
}

const argumentsOf = (directive: ConstDirectiveNode): Record<string, unknown> =>
  Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
