import type { EventSchema } from '../event-schemas/event-schema.ts';
import { prefixLength } from '../event-schemas/inclusion/bounds.ts';
import { isEmpty } from '../event-schemas/inclusion/empty.ts';
import { elementNodes, propertyNodes } from '../event-schemas/inclusion/parts.ts';
import { rootOf, type SchemaNode } from '../event-schemas/inclusion/schema-node.ts';
import { requiredNames, type Shape, shapesOf } from '../event-schemas/inclusion/shapes.ts';

/** What may stand at a place in an event. */
export interface EventValue {
  /** All that it may be, without null. */
  readonly shapes: readonly Shape[];
  /** It is there in every event, and not null. */
  readonly always: boolean;
}

function partsOf(nodes: readonly SchemaNode[], always: boolean): EventValue {
  const shapes = shapesOf(nodes, '');
  const present = shapes.filter(({ type }) => type !== 'null');
  return { shapes: present, always: always && present.length === shapes.length };
}

const read = new WeakMap<EventSchema, EventValue>();

/** The data of an event. */
export function dataOf(event: EventSchema): EventValue {
  const data = read.get(event) ?? partsOf([rootOf({ side: 'writer', root: event.schema })], true);
  read.set(event, data);
  return data;
}

/** Whether the schemas say anything of it, and not that it is never there. */
const isDeclared = (nodes: readonly SchemaNode[]): boolean =>
  nodes.some(({ schema }) => schema !== true) && !isEmpty(nodes);

/** The property of that name; undefined when the schema does not have it. */
export function propertyOf({ shapes, always }: EventValue, name: string): EventValue | undefined {
  const found = shapes
    .filter(({ type }) => type === 'object')
    .map((shape) => ({ nodes: propertyNodes(shape.nodes, name), isRequired: requiredNames(shape).has(name) }))
    .filter(({ nodes }) => isDeclared(nodes));
  if (found.length === 0) return undefined;
  const isThere = always && found.length === shapes.length && found.every(({ isRequired }) => isRequired);
  const values = found.map(({ nodes }) => partsOf(nodes, isThere));
  return { shapes: values.flatMap((value) => value.shapes), always: values.every((value) => value.always) };
}

/** What stands at a path, name by name. */
export const valueAt = (value: EventValue, path: readonly string[]): EventValue | undefined =>
  path.reduce<EventValue | undefined>((found, name) => found && propertyOf(found, name), value);

/** The elements of a list; undefined when it may be something else. */
export function elementsOf({ shapes }: EventValue): EventValue | undefined {
  if (shapes.some(({ type }) => type !== 'array')) return undefined;
  const values = shapes.map((shape) => partsOf(elementNodes(shape.nodes, prefixLength(shape)), true));
  return { shapes: values.flatMap((value) => value.shapes), always: values.every((value) => value.always) };
}
