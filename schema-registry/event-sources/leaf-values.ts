import { type DocumentNode, Kind } from 'graphql';
import type { Shape } from '../event-schemas/inclusion/shapes.ts';
import { isEnumDefinition, typesOf } from '../lint/definitions.ts';

type Fits = (shape: Shape) => boolean;

const isOf =
  (...types: readonly Shape['type'][]): Fits =>
  ({ type }) =>
    types.includes(type);

const isInteger: Fits = ({ type, integer, values }) =>
  type === 'number' && (integer || (values?.every(Number.isInteger) ?? false));

const BUILT_IN: Readonly<Record<string, Fits>> = {
  ID: (shape) => shape.type === 'string' || isInteger(shape),
  String: isOf('string'),
  Int: isInteger,
  Float: isOf('number'),
  Boolean: isOf('boolean'),
};

const enumValues = (document: DocumentNode, name: string): ReadonlySet<unknown> =>
  new Set(
    typesOf(document)
      .filter(isEnumDefinition)
      .filter((node) => node.name.value === name)
      .flatMap(({ values = [] }) => values.map((value) => value.name.value)),
  );

/** Whether a scalar or enum of that name can carry all that an event may hold. Scalars of a domain carry anything. */
export function leafFits(document: DocumentNode, name: string): Fits | undefined {
  if (BUILT_IN[name]) return BUILT_IN[name];
  const definition = typesOf(document).find((node) => node.name.value === name);
  if (definition?.kind === Kind.SCALAR_TYPE_DEFINITION) return () => true;
  if (!definition || !isEnumDefinition(definition)) return undefined;
  const known = enumValues(document, name);
  return ({ values }) => values?.every((value) => known.has(value)) ?? false;
}

/** What an event holds, for people. */
export const shownShapes = (shapes: readonly Shape[]): string =>
  [
    ...new Set(
      shapes.map(({ type, integer, values }) =>
        values ? JSON.stringify(values) : integer ? 'integer' : type,
      ),
    ),
  ]
    .map((text) => (text.length > 60 ? `${text.slice(0, 57)}...` : text))
    .join(' or ');
