import { atLeast, atMost, longest, mirroredLowerEnd, upperEnd } from './bounds.ts';
import { elementNodes, propertyNodes } from './parts.ts';
import type { SchemaNode } from './schema-node.ts';
import { requiredNames, type Shape, shapesOf } from './shapes.ts';

/** Deeper no contradiction is looked for. */
const MAX_DEPTH = 8;
/** Nor at more of the first elements of an array. */
const MAX_ELEMENTS = 8;

/** True: it is proven that no value meets all of the schemas. */
export const isEmpty = (nodes: readonly SchemaNode[], depth = 0): boolean =>
  inhabited(shapesOf(nodes, ''), depth).length === 0;

/** The parts without those that are proven to have no value. */
export const inhabited = (shapes: readonly Shape[], depth = 0): Shape[] =>
  depth > MAX_DEPTH
    ? [...shapes]
    : shapes.filter((shape) => shape.values || !CONTRADICTORY[shape.type](shape, depth));

const never = (): boolean => false;

const CONTRADICTORY: Readonly<Record<Shape['type'], (shape: Shape, depth: number) => boolean>> = {
  null: never,
  boolean: never,
  string: (shape) => atLeast(shape, 'minLength') > atMost(shape, 'maxLength'),
  number: (shape) => {
    const upper = upperEnd(shape);
    const lower = mirroredLowerEnd(shape);
    const width = upper.value + lower.value;
    return width < 0 || (width === 0 && (upper.exclusive || lower.exclusive));
  },
  array: (shape, depth) => {
    const least = atLeast(shape, 'minItems');
    if (least > longest(shape)) return true;
    const first = Array.from({ length: Math.min(least, MAX_ELEMENTS) }, (_, index) => index);
    return first.some((index) => isEmpty(elementNodes(shape.nodes, index), depth + 1));
  },
  object: (shape, depth) =>
    atLeast(shape, 'minProperties') > atMost(shape, 'maxProperties') ||
    [...requiredNames(shape)].some((name) => isEmpty(propertyNodes(shape.nodes, name), depth + 1)),
};
