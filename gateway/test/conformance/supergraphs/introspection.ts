import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

export const suite: Suite = {
  about: 'introspection of the API schema, alone and beside data',
  subgraphs: {
    cities: {
      typeDefs: `
        "A place to live."
        type City @key(fields: "id") {
          id: ID!
          "In millions."
          people(year: Int! = 2020): Float
          old: String @deprecated(reason: "use name")
        }
        type Query { city: City cities(by: Order = ASC): [City!] }
        enum Order { ASC DESC @deprecated }
      `,
      resolvers: { Query: { city: () => ({ id: 'c1', people: 1.5 }), cities: () => [{ id: 'c1' }] } },
    },
    names: {
      typeDefs: `
        type Query { search(in: Search): [Found!] }
        type City implements Named @key(fields: "id") { id: ID! name: String }
        interface Named { name: String }
        union Found = City
        input Search { text: String = "x" within: Search }
      `,
      resolvers: {
        Query: { search: () => [{ __typename: 'City', id: 'c1' }] },
        City: { name: ({ id }: Ref) => `Name of ${id}` },
      },
    },
  },
  cases: [
    {
      name: 'a type with fields of two subgraphs, without those of federation',
      query: `{ __type(name: "City") {
        kind name description
        fields { name description args { name defaultValue } type { kind name ofType { name } } }
        interfaces { name }
      } }`,
      data: {
        __type: {
          kind: 'OBJECT',
          name: 'City',
          description: 'A place to live.',
          fields: [
            {
              name: 'id',
              description: null,
              args: [],
              type: { kind: 'NON_NULL', name: null, ofType: { name: 'ID' } },
            },
            {
              name: 'people',
              description: 'In millions.',
              args: [{ name: 'year', defaultValue: '2020' }],
              type: { kind: 'SCALAR', name: 'Float', ofType: null },
            },
            {
              name: 'name',
              description: null,
              args: [],
              type: { kind: 'SCALAR', name: 'String', ofType: null },
            },
          ],
          interfaces: [{ name: 'Named' }],
        },
      },
    },
    {
      name: 'root types and fields',
      query:
        '{ __schema { queryType { name fields { name } } mutationType { name } subscriptionType { name } } }',
      data: {
        __schema: {
          queryType: { name: 'Query', fields: ['city', 'cities', 'search'].map((name) => ({ name })) },
          mutationType: null,
          subscriptionType: null,
        },
      },
    },
    {
      name: 'by variables and fragments, under aliases, beside data',
      query: `query ($name: String!, $all: Boolean = true) {
        city { name } t: __type(name: $name) { ...t } __schema { types @skip(if: $all) { name } queryType { ...t } }
        other: __type(name: "Order") { enumValues(includeDeprecated: $all) { name } }
      } fragment t on __Type { name k: kind }`,
      variables: { name: 'Found' },
      data: {
        city: { name: 'Name of c1' },
        t: { name: 'Found', k: 'UNION' },
        __schema: { queryType: { name: 'Query', k: 'OBJECT' } },
        other: { enumValues: [{ name: 'ASC' }, { name: 'DESC' }] },
      },
    },
    {
      name: 'deprecated fields only on request',
      query:
        '{ __type(name: "City") { fields(includeDeprecated: true) { name isDeprecated deprecationReason } } }',
      data: {
        __type: {
          fields: [
            { name: 'id', isDeprecated: false, deprecationReason: null },
            { name: 'people', isDeprecated: false, deprecationReason: null },
            { name: 'old', isDeprecated: true, deprecationReason: 'use name' },
            { name: 'name', isDeprecated: false, deprecationReason: null },
          ],
        },
      },
    },
    {
      name: 'what is of federation is not there',
      query:
        '{ any: __type(name: "_Any") { name } entity: __type(name: "_Entity") { name } set: __type(name: "join__FieldSet") { name } }',
      data: { any: null, entity: null, set: null },
    },
    {
      name: 'inputs with defaults',
      query: '{ __type(name: "Search") { inputFields { name defaultValue type { name } } } }',
      data: {
        __type: {
          inputFields: [
            { name: 'text', defaultValue: '"x"', type: { name: 'String' } },
            { name: 'within', defaultValue: null, type: { name: 'Search' } },
          ],
        },
      },
    },
    { name: 'only the type of the root', query: '{ __typename }', data: { __typename: 'Query' } },
    {
      name: 'under a condition that does not hold',
      query: 'query ($no: Boolean!) { __schema @include(if: $no) { queryType { name } } cities { id } }',
      variables: { no: false },
      data: { cities: [{ id: 'c1' }] },
    },
    {
      name: 'the introspection types themselves',
      query: '{ __type(name: "__Type") { __typename name kind } }',
      data: { __type: { __typename: '__Type', name: '__Type', kind: 'OBJECT' } },
    },
  ],
};
