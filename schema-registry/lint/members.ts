import type {
  DocumentNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
} from 'graphql';
import { fieldsOf, isEnumDefinition, isInputDefinition, typesOf } from './definitions.ts';

/** What stands in a type, with its schema coordinate: `Account.code`, `Query.account(id:)`. */
export interface Member {
  readonly coordinate: string;
  readonly node: FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;
}

const fieldsAndArguments = (document: DocumentNode): Member[] =>
  fieldsOf(document).flatMap(({ coordinate, field }) => [
    { coordinate, node: field },
    ...(field.arguments ?? []).map((node) => ({ coordinate: `${coordinate}(${node.name.value}:)`, node })),
  ]);

const inputFields = (document: DocumentNode): Member[] =>
  typesOf(document)
    .filter(isInputDefinition)
    .flatMap(({ name, fields = [] }) =>
      fields.map((node) => ({ coordinate: `${name.value}.${node.name.value}`, node })),
    );

const enumValues = (document: DocumentNode): Member[] =>
  typesOf(document)
    .filter(isEnumDefinition)
    .flatMap(({ name, values = [] }) =>
      values.map((node) => ({ coordinate: `${name.value}.${node.name.value}`, node })),
    );

/** Fields, arguments, input fields and enum values. */
export const membersOf = (document: DocumentNode): Member[] => [
  ...fieldsAndArguments(document),
  ...inputFields(document),
  ...enumValues(document),
];
