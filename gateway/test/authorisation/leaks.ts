import {
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { TestFederation } from '../federation.ts';
import { secret } from './bank.ts';

/** The scopes of who is asking; undefined: nobody in particular. */
export type Caller = readonly string[] | undefined;

const anybody = (caller: Caller): boolean => caller !== undefined;
const withAll =
  (...scopes: readonly string[]) =>
  (caller: Caller): boolean =>
    scopes.every((scope) => caller?.includes(scope));
const hrOrAdmin = (caller: Caller): boolean => withAll('hr', 'read')(caller) || withAll('admin')(caller);

/** The bank's rules once more, by hand: who may have what. A type stands for all its fields. */
const MAY_HAVE: Readonly<Record<string, (caller: Caller) => boolean>> = {
  'Query.report': anybody,
  'Page.text': anybody,
  'Customer.email': anybody,
  'Customer.token': anybody,
  'Customer.income': hrOrAdmin,
  'Customer.score': hrOrAdmin,
  'Customer.limit': hrOrAdmin,
  'Customer.phone': withAll('staff', 'vip'),
  'Customer.dossier': withAll('hr', 'vip'),
  'Customer.ssn': withAll('admin'),
  'Customer.risk': withAll('risk'),
  'Query.risks': withAll('risk'),
  'Customer.route': withAll('hr'),
  'Address.street': withAll('hr'),
  'Account.iban': withAll('accounts'),
  'Account.value': withAll('accounts'),
  'Party.memo': withAll('compliance'),
  'Customer.memo': withAll('compliance'),
  'Company.memo': withAll('compliance'),
  'Mutation.freeze': withAll('write'),
  Company: withAll('companies'),
  Payment: withAll('payments'),
};

/** The value of an enum cannot name its coordinate. */
const TEXTS: Readonly<Record<string, string>> = {
  'Customer.risk': 'SECRET_RISK',
  'Query.risks': 'SECRET_RISK',
};

/** By the rules as the subgraphs state them: what composition spreads from them is not here. */
export const mayHave = (coordinate: string, caller: Caller): boolean =>
  MAY_HAVE[coordinate]?.(caller) ?? true;

const forbiddenTo = (caller: Caller): readonly string[] =>
  Object.keys(MAY_HAVE).filter((coordinate) => !mayHave(coordinate, caller));

/** The coordinates whose values a text holds, of those that the caller may not have. */
export const leaksIn = (text: string, caller: Caller): readonly string[] =>
  forbiddenTo(caller).filter((coordinate) => text.includes(TEXTS[coordinate] ?? secret(coordinate)));

/** The coordinates that the subgraphs were asked for, of those that the caller may not have. */
export function forbiddenFetches({ calls, schemas }: TestFederation, caller: Caller): readonly string[] {
  const forbidden = new Set(forbiddenTo(caller));
  const asked = calls.flatMap(({ subgraph, query }) =>
    coordinatesOf(schemas.get(subgraph) as GraphQLSchema, query),
  );
  return [...new Set(asked)].filter(
    (each) => forbidden.has(each) || forbidden.has(each.split('.')[0] ?? each),
  );
}

/** The fields of a query by coordinate; of an interface's field also those of all types that can stand there. */
function coordinatesOf(schema: GraphQLSchema, query: string): readonly string[] {
  const found: string[] = [];
  const types = new TypeInfo(schema);
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType();
        if (!isCompositeType(parent) || name.value.startsWith('__')) return;
        const possible = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [];
        found.push(...[parent, ...possible].map((type) => `${type.name}.${name.value}`));
      },
    }),
  );
  return found;
}
