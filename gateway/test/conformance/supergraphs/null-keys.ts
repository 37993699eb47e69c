import type { Suite } from '../suite.ts';

const parcels = [
  { code: 'P1', sender: { zip: '1011' }, tags: ['a', 'b'] },
  { code: null, sender: { zip: null }, tags: [] },
  { code: 'P3', sender: null, tags: null },
];

interface Parcel {
  readonly code: string | null;
}
interface Shipment {
  readonly sender: { readonly zip: string | null } | null;
}

export const suite: Suite = {
  about: 'keys that are null, or objects in keys that are',
  subgraphs: {
    depot: {
      typeDefs: `
        type Query { parcels: [Parcel] shipments: [Shipment] }
        type Parcel @key(fields: "code") { code: String tags: [String] }
        type Shipment @key(fields: "sender { zip }") { sender: Sender tags: [String] }
        type Sender @shareable { zip: String }
      `,
      resolvers: { Query: { parcels: () => parcels, shipments: () => parcels } },
    },
    routes: {
      typeDefs: `
        type Parcel @key(fields: "code") { code: String route: String weight: Int! }
        type Shipment @key(fields: "sender { zip }") { sender: Sender zone: String }
        type Sender @shareable { zip: String }
      `,
      resolvers: {
        Parcel: {
          __resolveReference: ({ code }: Parcel) => (code ? { code } : null),
          route: ({ code }: Parcel) => `route of ${code}`,
          weight: () => 3,
        },
        Shipment: {
          __resolveReference: ({ sender }: Shipment) => (sender?.zip ? { sender } : null),
          zone: ({ sender }: Shipment) => `zone ${sender?.zip}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'without a key there is nothing to be had of the other subgraph',
      query: '{ parcels { code tags route } }',
      data: {
        parcels: [
          { code: 'P1', tags: ['a', 'b'], route: 'route of P1' },
          { code: null, tags: [], route: null },
          { code: 'P3', tags: null, route: 'route of P3' },
        ],
      },
    },
    {
      name: 'and a non-null field of it is an error',
      query: '{ parcels { code weight } }',
      data: { parcels: [{ code: 'P1', weight: 3 }, null, { code: 'P3', weight: 3 }] },
      errors: [{ path: ['parcels', 1, 'weight'] }],
      stock: 'No error.',
    },
    {
      name: 'null inside a key, and null instead of an object of it',
      query: '{ shipments { zone sender { zip } } }',
      data: {
        shipments: [
          { zone: 'zone 1011', sender: { zip: '1011' } },
          { zone: null, sender: { zip: null } },
          { zone: null, sender: null },
        ],
      },
    },
  ],
};
