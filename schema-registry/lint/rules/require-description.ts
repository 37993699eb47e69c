import { type DocumentNode, isTypeDefinitionNode, Kind, print, type TypeDefinitionNode } from 'graphql';
import { rootFieldsOf, rootTypeNames } from '../definitions.ts';
import type { LintProblem, LintRule } from '../rule.ts';

const PARTS_OF_A_CONNECTION = /(Connection|Edge)$/;
const PARTS_OF_A_MUTATION = ['Input', 'Result', 'Payload', 'Success'];

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Names that say it all: of Relay's types, and of what a mutation takes and gives, which the mutation describes. */
function speakingNames(document: DocumentNode): ReadonlySet<string> {
  const mutations = rootFieldsOf(document, 'mutation').map(({ field }) => capitalised(field.name.value));
  return new Set(mutations.flatMap((name) => PARTS_OF_A_MUTATION.map((part) => name + part)));
}

const isStub = ({ directives = [] }: TypeDefinitionNode): boolean =>
  directives.some(({ name, arguments: args = [] }) =>
    args.some((argument) => /(^|__)key$/.test(name.value) && print(argument) === 'resolvable: false'),
  );

function undescribedTypes(document: DocumentNode): LintProblem[] {
  const speaking = new Set([...rootTypeNames(document), ...speakingNames(document)]);
  return document.definitions
    .filter(isTypeDefinitionNode)
    .filter((node) => !node.description && !isStub(node))
    .filter(({ name }) => !speaking.has(name.value) && !PARTS_OF_A_CONNECTION.test(name.value))
    .map((node) => ({
      coordinate: node.name.value,
      message: 'this type has no description',
      node: node.name,
    }));
}

const undescribedDirectives = (document: DocumentNode): LintProblem[] =>
  document.definitions
    .filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION)
    .filter(({ description }) => !description)
    .map(({ name }) => ({
      coordinate: `@${name.value}`,
      message: 'this directive has no description',
      node: name,
    }));

const undescribedFields = (document: DocumentNode): LintProblem[] =>
  (['query', 'mutation', 'subscription'] as const)
    .flatMap((operation) => rootFieldsOf(document, operation))
    .filter(({ field }) => !field.description)
    .map(({ coordinate, field }) => ({
      coordinate,
      message: 'this field has no description',
      node: field.name,
    }));

/**
 * Types, directives and the fields of root types are described, as graphql-eslint's recommended rules want it. An entity
 * that is only referred to (`@key(…, resolvable: false)`) is described by the subgraph that has it.
 */
export const requireDescription: LintRule = {
  name: 'require-description',
  severity: 'warning',
  why: 'Who uses the API has its descriptions and nothing else.',
  fix: 'say in one sentence what it is',
  check: ({ document }) => [
    ...undescribedTypes(document),
    ...undescribedDirectives(document),
    ...undescribedFields(document),
  ],
};
