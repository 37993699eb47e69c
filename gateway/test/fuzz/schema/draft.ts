/** A type of a subgraph while it is drawn up. */
export interface TypeDraft {
  readonly kind: 'type' | 'extend type' | 'interface' | 'union';
  readonly implements: Set<string>;
  /** Applied to the type itself. */
  readonly directives: Set<string>;
  readonly fields: Map<string, FieldDraft>;
  readonly members: Set<string>;
}

export interface FieldDraft {
  readonly type: string;
  /** With parentheses; empty: none. */
  readonly args: string;
  readonly directives: Set<string>;
}

/** A subgraph while it is drawn up: its types by name. */
export interface SubgraphDraft {
  readonly name: string;
  readonly types: Map<string, TypeDraft>;
}

/** The type of this name, made when it is not there yet. */
export function typeOf(draft: SubgraphDraft, name: string, kind: TypeDraft['kind'] = 'type'): TypeDraft {
  const type = draft.types.get(name) ?? {
    kind,
    implements: new Set(),
    directives: new Set(),
    fields: new Map(),
    members: new Set(),
  };
  draft.types.set(name, type);
  return type;
}

/** Adds a field; of one that is there already only the directives grow. */
export function addField(
  type: TypeDraft,
  name: string,
  field: { readonly type: string; readonly args?: string },
  ...directives: string[]
): void {
  const { type: fieldType, args = '' } = field;
  const draft = type.fields.get(name) ?? { type: fieldType, args, directives: new Set() };
  for (const directive of directives) draft.directives.add(directive);
  type.fields.set(name, draft);
}

/** What a subgraph of Federation 2 begins with. */
export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@requires", "@external", "@provides", "@inaccessible", "@interfaceObject", "@override"
])`;

/** The subgraph's SDL, complete with its link to the federation. */
export const printSubgraph = ({ types }: SubgraphDraft, ...common: readonly string[]): string =>
  printTypes([LINK, ...common], types);

export const printTypes = (
  head: readonly string[],
  types: Iterable<readonly [name: string, type: TypeDraft]>,
): string => [...head, ...Array.from(types, ([name, type]) => printType(name, type))].join('\n\n');

function printType(name: string, type: TypeDraft): string {
  const interfaces = type.implements.size > 0 ? `implements ${[...type.implements].join(' & ')}` : '';
  const head = [type.kind, name, interfaces, ...type.directives].filter(Boolean).join(' ');
  if (type.kind === 'union') return `${head} = ${[...type.members].join(' | ')}`;
  const fields = [...type.fields].map(([field, draft]) => `  ${printField(field, draft)}`);
  return `${head} {\n${fields.join('\n')}\n}`;
}

const printField = (name: string, { args, type, directives }: FieldDraft): string =>
  [`${name}${args}: ${type}`, ...directives].join(' ');
