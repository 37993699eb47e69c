import { type DocumentNode, type FieldDefinitionNode, Kind, type TypeNode } from 'graphql';
import { type Field, fieldsOf, isObjectDefinition, typesOf } from '../lint/definitions.ts';
import { type EventValue, elementsOf, propertyOf } from './event-value.ts';
import { leafFits, shownShapes } from './leaf-values.ts';

export type PayloadFault = 'field' | 'null' | 'type';

/** Where the payload asks for what the event does not have. */
export interface PayloadProblem {
  readonly fault: PayloadFault;
  readonly field: Field;
  readonly message: string;
  /** It is enough that one of the events has it: the field is null in the others. */
  readonly optional?: boolean;
}

/** Types within types: an event is not deeper. */
const MAX_DEPTH = 12;
/** What the gateway adds to the event's data. */
const GIVEN = ['cursor', 'occurredAt'];

interface Place {
  readonly document: DocumentNode;
  readonly field: Field;
  /** From the event's data: `account.id`. */
  readonly path: readonly string[];
}

/** What of a type the event lacks, at any depth; of an entity, which is a stub here, its key fields. */
export function payloadProblems(place: Place, type: TypeNode, value: EventValue): PayloadProblem[] {
  if (type.kind === Kind.NON_NULL_TYPE)
    return [...nullProblem(place, value), ...payloadProblems(place, type.type, value)];
  if (type.kind === Kind.LIST_TYPE) return listProblems(place, type.type, value);
  return namedProblems(place, type.name.value, value);
}

const problem = ({ field }: Place, fault: PayloadFault, message: string): PayloadProblem => ({
  fault,
  field,
  message,
});

const nullProblem = (place: Place, { always }: EventValue): PayloadProblem[] =>
  always ? [] : [problem(place, 'null', `${place.path.join('.')} may be absent or null in the event`)];

function listProblems(place: Place, element: TypeNode, value: EventValue): PayloadProblem[] {
  const elements = elementsOf(value);
  if (!elements) return [mismatch(place, 'a list', value)];
  return payloadProblems({ ...place, path: [...place.path, '*'] }, element, elements);
}

const mismatch = (place: Place, expected: string, { shapes }: EventValue): PayloadProblem =>
  problem(
    place,
    'type',
    `${place.path.join('.')} is ${shownShapes(shapes)} in the event, and ${expected} is expected`,
  );

function namedProblems(place: Place, name: string, value: EventValue): PayloadProblem[] {
  const fits = leafFits(place.document, name);
  if (fits) return value.shapes.every(fits) ? [] : [mismatch(place, name, value)];
  const isObject = typesOf(place.document).some(
    (node) => node.name.value === name && isObjectDefinition(node),
  );
  if (!isObject || place.path.length > MAX_DEPTH) return [];
  if (value.shapes.some(({ type }) => type !== 'object')) return [mismatch(place, name, value)];
  return fieldsOf(place.document)
    .filter(({ type }) => type === name)
    .flatMap((field) => fieldProblems({ ...place, field }, value));
}

/** The gateway makes the amount of money from its minor units. */
const isMade = ({ field, path }: Place, value: EventValue): boolean =>
  (path.length === 0 && GIVEN.includes(nameOf(field.field))) ||
  (field.coordinate === 'Money.amount' && ['minor', 'currency'].every((name) => propertyOf(value, name)));

const nameOf = ({ name }: FieldDefinitionNode): string => name.value;

function fieldProblems(place: Place, parent: EventValue): PayloadProblem[] {
  if (isMade(place, parent)) return [];
  const path = [...place.path, nameOf(place.field.field)];
  const value = propertyOf(parent, nameOf(place.field.field));
  if (!value) {
    const optional = place.field.field.type.kind !== Kind.NON_NULL_TYPE;
    return [{ ...problem(place, 'field', `the event has no ${path.join('.')}`), optional }];
  }
  return payloadProblems({ ...place, path }, place.field.field.type, value);
}
