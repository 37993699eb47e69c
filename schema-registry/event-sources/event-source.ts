import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';
import type { ParsedSubgraph } from '../compose/parse-subgraph.ts';
import { type Field, fieldsOf } from '../lint/definitions.ts';
import { importedNames, type Specification } from '../lint/imported-names.ts';

/** What the gateway feeds subscriptions by: gateway/live/PROTOCOL.md. */
const LIVE: Specification = { url: /^https:\/\/open-supergraph\.org\/live\/v1\./, name: 'live' };

/** A text of the SDL and where it stands. */
export interface Text {
  readonly value: string;
  readonly node: ConstValueNode;
}

/** `argument = path` or `argument in path`. */
export interface Match extends Text {
  readonly argument: string;
  readonly operator: '=' | 'in';
  readonly path: readonly string[];
}

/** A field that says which events feed it. */
export interface EventSource extends Field {
  readonly subgraph: ParsedSubgraph;
  readonly directive: ConstDirectiveNode;
  readonly topic?: Text;
  readonly types: readonly Text[];
  /** As written, well-formed or not. */
  readonly match: readonly Text[];
}

const RULE = /^\s*(\w+)\s*(=|\bin\b)\s*(\w+(?:\.\w+)*)\s*$/;

/** A match rule in its parts; undefined when it is malformed. */
export function matchOf(text: Text): Match | undefined {
  const [, argument, operator, path] = RULE.exec(text.value) ?? [];
  if (!argument || !path) return undefined;
  return { ...text, argument, operator: operator as '=' | 'in', path: path.split('.') };
}

/** The names under which a document may use `@eventSource`. */
export const eventSourceNames = (document: DocumentNode): ReadonlySet<string> =>
  importedNames(document, ['@eventSource'], LIVE);

const textsOf = (node?: ConstValueNode): Text[] => {
  if (node?.kind === Kind.LIST) return node.values.flatMap(textsOf);
  return node?.kind === Kind.STRING ? [{ value: node.value, node }] : [];
};

function sourceOf(subgraph: ParsedSubgraph, field: Field, directive: ConstDirectiveNode): EventSource {
  const texts = (name: string): Text[] =>
    textsOf(directive.arguments?.find((argument) => argument.name.value === name)?.value);
  const [topic] = texts('topic');
  return { ...field, subgraph, directive, topic, types: texts('types'), match: texts('match') };
}

/** Every `@eventSource` of a subgraph, wherever it stands. */
export function eventSourcesOf(subgraph: ParsedSubgraph): EventSource[] {
  const names = eventSourceNames(subgraph.document);
  return fieldsOf(subgraph.document).flatMap((field) =>
    (field.field.directives ?? [])
      .filter(({ name }) => names.has(name.value))
      .map((directive) => sourceOf(subgraph, field, directive)),
  );
}
