import {
  type AbstractType,
  baseType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type ObjectType,
  possibleRuntimeTypes,
  type Schema,
  type Subgraph,
  type Supergraph,
} from '@apollo/federation-internals';
import { present } from 'platform/kernel/assert';
import { importType } from './import-type.ts';

/** A subgraph that has a union or interface, but not all of the members that it has elsewhere. */
export interface Absence {
  readonly subgraph: string;
  readonly type: string;
  readonly members: readonly string[];
}

/**
 * A union or interface may have other members in one subgraph than in another. When they share a field of such a type,
 * the planner leaves out what is asked of a member that one of them lacks, whichever of them it asks. Here are the
 * members that are concerned.
 */
export function absentMembers(supergraph: Supergraph): readonly Absence[] {
  const subgraphs = [...supergraph.subgraphs().values()];
  return supergraph.schema
    .types()
    .filter(isAbstractType)
    .flatMap(({ name: type }) => {
      const having = subgraphs.filter(({ schema }) => isAbstract(schema, type));
      const all = new Set(having.flatMap(({ schema }) => membersIn(schema, type)));
      return sharing(having, type).flatMap(({ name, schema }) => {
        const own = membersIn(schema, type);
        const members = [...all].filter((member) => !own.includes(member));
        return members.length > 0 ? [{ subgraph: name, type, members }] : [];
      });
    });
}

/** Not so where the interface is an @interfaceObject. */
function isAbstract(schema: Schema, name: string): boolean {
  const type = schema.type(name);
  return type !== undefined && isAbstractType(type);
}

const membersIn = (schema: Schema, name: string): readonly string[] =>
  possibleRuntimeTypes(schema.type(name) as AbstractType).map((type) => type.name);

/** Those of the subgraphs that have a field of the type with others. */
function sharing(subgraphs: readonly Subgraph[], type: string): readonly Subgraph[] {
  const fields = new Map<string, Subgraph[]>();
  for (const subgraph of subgraphs)
    for (const parent of subgraph.schema.types())
      if (isObjectType(parent) || isInterfaceType(parent))
        for (const field of parent.fields())
          if (field.type && baseType(field.type).name === type && !subgraph.metadata().isFieldExternal(field))
            fields.set(field.coordinate, [...(fields.get(field.coordinate) ?? []), subgraph]);
  return [...new Set([...fields.values()].filter((having) => having.length > 1).flat())];
}

/**
 * Gives subgraphs, as they are planned on, the members that they lack, as if they had all fields of these. What is asked
 * of them there has to be taken out of the plan: absent-selections.ts.
 */
export function addMembers(supergraph: Supergraph, absences: readonly Absence[]): void {
  for (const { subgraph, type, members } of absences) {
    const { schema } = present(supergraph.subgraphs().get(subgraph), 'a subgraph of the supergraph');
    for (const member of members) {
      const object = importType(member, supergraph.schema, schema);
      if (object && isObjectType(object)) addMember(schema.type(type) as AbstractType, object);
    }
  }
}

function addMember(type: AbstractType, object: ObjectType): void {
  if (isUnionType(type)) type.addType(object);
  else if (type.fields().every(({ name }) => object.field(name))) object.addImplementedInterface(type);
}
