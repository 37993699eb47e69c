import {
  EnumType,
  type FieldDefinition,
  InputObjectType,
  type InputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  ListType,
  type NamedType,
  NonNullType,
  ObjectType,
  type OutputType,
  ScalarType,
  type Schema,
  type Type,
} from '@apollo/federation-internals';

/**
 * A type of a schema, made after that of another when it lacks it, with all that its fields need. Unions and interfaces
 * are not made, nor fields of their types: the planner would take it that their members can be had.
 */
export function importType(name: string, from: Schema, to: Schema): NamedType | undefined {
  const original = from.type(name);
  return to.type(name) ?? (original && make(original));

  function make(type: NamedType): NamedType | undefined {
    if (isScalarType(type)) return to.addType(new ScalarType(name));
    if (isEnumType(type)) return addEnum(type);
    if (isInputObjectType(type)) return addInput(type);
    return isObjectType(type) ? addObject(type) : undefined;
  }

  function addEnum({ values }: EnumType): EnumType {
    const added = to.addType(new EnumType(name));
    for (const value of values) added.addValue(value.name);
    return added;
  }

  function addInput(type: InputObjectType): InputObjectType {
    const added = to.addType(new InputObjectType(name));
    for (const field of type.fields()) {
      const fieldType = inTarget(field.type) as InputType;
      added.addField(field.name, fieldType).defaultValue = field.defaultValue;
    }
    return added;
  }

  function addObject(type: ObjectType): ObjectType {
    const added = to.addType(new ObjectType(name));
    for (const field of type.fields()) addField(added, field);
    return added;
  }

  function addField(object: ObjectType, field: FieldDefinition<ObjectType>): void {
    const type = inTarget(field.type);
    if (!type) return;
    const added = object.addField(field.name, type as OutputType);
    for (const argument of field.arguments())
      added.addArgument(argument.name, inTarget(argument.type), argument.defaultValue);
  }

  function inTarget(type: Type | undefined): Type | undefined {
    if (!type) return undefined;
    if (!isNonNullType(type) && !isListType(type)) return importType(type.name, from, to);
    const inner = inTarget(type.ofType);
    if (!inner) return undefined;
    return isListType(type) ? new ListType(inner) : new NonNullType(inner as never);
  }
}
