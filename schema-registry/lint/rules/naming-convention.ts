import { type DocumentNode, Kind, type NameNode } from 'graphql';
import { typesOf } from '../definitions.ts';
import { type Member, membersOf } from '../members.ts';
import type { LintProblem, LintRule } from '../rule.ts';

const PASCAL_CASE = /^[A-Z][A-Za-z0-9]*$/;
const CAMEL_CASE = /^[a-z][A-Za-z0-9]*$/;
const UPPER_CASE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

const named = (convention: RegExp, words: string, coordinate: string, name: NameNode): LintProblem[] =>
  convention.test(name.value) ? [] : [{ coordinate, message: `expected a name in ${words}`, node: name }];

const types = (document: DocumentNode): LintProblem[] =>
  typesOf(document).flatMap(({ name }) => named(PASCAL_CASE, 'PascalCase', name.value, name));

const member = ({ coordinate, node: { kind, name } }: Member): LintProblem[] =>
  kind === Kind.ENUM_VALUE_DEFINITION
    ? named(UPPER_CASE, 'UPPER_CASE', coordinate, name)
    : named(CAMEL_CASE, 'camelCase', coordinate, name);

/** Types in PascalCase, fields and arguments in camelCase, enum values in UPPER_CASE. */
export const namingConvention: LintRule = {
  name: 'naming-convention',
  severity: 'warning',
  why: 'Names are guessed by their form, and a name cannot be changed later.',
  fix: 'name it by the convention; keep the old name, deprecated, if it was published',
  check: ({ document }) => [...types(document), ...membersOf(document).flatMap(member)],
};
