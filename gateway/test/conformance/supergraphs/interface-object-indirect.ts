import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const image = ({ id }: Ref) => ({ __typename: 'Image', id, name: `name of ${id}`, width: 10 });

export const suite: Suite = {
  about:
    'an interface of which one subgraph has the types, one more fields of a type, and one only the object',
  subgraphs: {
    files: {
      typeDefs: `
        type Query { file: File }
        interface File @key(fields: "id") { id: ID! name: String }
        type Image implements File @key(fields: "id") { id: ID! name: String width: Int }
        type Sound implements File @key(fields: "id") { id: ID! name: String seconds: Int }
      `,
      resolvers: {
        Query: { file: () => image({ id: 'f1' }) },
        File: { __resolveReference: image },
        Image: { __resolveReference: image },
      },
    },
    authors: {
      typeDefs: 'type Image @key(fields: "id") { id: ID! author: String }',
      resolvers: { Image: { author: ({ id }: Ref) => `author of ${id}` } },
    },
    folders: {
      typeDefs: `
        type Query { folder: Folder }
        type Folder { name: String files: [File] }
        type File @interfaceObject @key(fields: "id") { id: ID! size: Int }
      `,
      resolvers: {
        Query: { folder: () => ({ name: 'top', files: [{ id: 'f1' }, { id: 'f2' }] }) },
        File: { size: ({ id }: Ref) => Number(id[1]) },
      },
    },
  },
  cases: [
    {
      name: 'all of them from the types',
      query: '{ file { name size ... on Image { width author size } ... on Sound { seconds } } }',
      data: { file: { name: 'name of f1', size: 1, width: 10, author: 'author of f1' } },
    },
    {
      name: 'all of them from the object',
      query: '{ folder { name files { id ... on Image { author width } size } } }',
      data: {
        folder: {
          name: 'top',
          files: [
            { id: 'f1', author: 'author of f1', width: 10, size: 1 },
            { id: 'f2', author: 'author of f2', width: 10, size: 2 },
          ],
        },
      },
    },
  ],
};
