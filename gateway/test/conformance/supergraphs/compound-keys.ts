import type { Suite } from '../suite.ts';

const hall = { id: 'h1', name: 'Great Hall', city: { code: 'AMS', name: 'Amsterdam' } };
const seats = [
  { row: 'A', number: 1, hall },
  { row: 'A', number: 2, hall },
  { row: 'B', number: 1, hall },
];

interface SeatKey {
  readonly row: string;
  readonly number: number;
  readonly hall: { readonly id: string; readonly city: { readonly code: string } };
}
const label = ({ row, number, hall: { id, city } }: SeatKey) => `${city.code}/${id}/${row}${number}`;

export const suite: Suite = {
  about: 'keys of several fields and of objects in objects',
  subgraphs: {
    halls: {
      typeDefs: `
        type Query { seats: [Seat!]! }
        type Seat @key(fields: "row number hall { id city { code } }") { row: String! number: Int! hall: Hall! }
        type Hall @key(fields: "id city { code }") { id: ID! name: String city: City! }
        type City @shareable { code: String! name: String }
      `,
      resolvers: { Query: { seats: () => seats } },
    },
    tickets: {
      typeDefs: `
        type Seat @key(fields: "hall { city { code } id } number row") {
          row: String! number: Int! hall: Hall!
          price: Int label: String
        }
        type Hall @key(fields: "id city { code }") { id: ID! city: City! seatsSold(least: Int = 1): Int }
        type City @shareable { code: String! }
      `,
      resolvers: {
        Seat: { price: ({ row, number }: SeatKey) => row.charCodeAt(0) + number, label },
        Hall: { seatsSold: (_: unknown, { least }: { least: number }) => 41 + least },
      },
    },
  },
  cases: [
    {
      name: 'all of the key arrives, wherever its fields stand',
      query: '{ seats { label price } }',
      data: {
        seats: [
          { label: 'AMS/h1/A1', price: 66 },
          { label: 'AMS/h1/A2', price: 67 },
          { label: 'AMS/h1/B1', price: 67 },
        ],
      },
    },
    {
      name: 'parts of the key are asked for too',
      query: '{ seats { hall { city { name } } row label } }',
      data: {
        seats: ['A1', 'A2', 'B1'].map((seat) => ({
          hall: { city: { name: 'Amsterdam' } },
          row: seat[0],
          label: `AMS/h1/${seat}`,
        })),
      },
    },
    {
      name: 'parts of the key under aliases, and other fields under their names',
      query: '{ seats { number: row row: number hall { id: name name: id } label } }',
      data: {
        seats: ['A1', 'A2', 'B1'].map((seat) => ({
          number: seat[0],
          row: Number(seat[1]),
          hall: { id: 'Great Hall', name: 'h1' },
          label: `AMS/h1/${seat}`,
        })),
      },
      stock:
        'The planner takes an alias for the key of that name: the wrong value is sent, or one of two fields is lost.',
    },
    {
      name: 'an object of the key is an entity itself',
      query: '{ seats { hall { seatsSold name more: seatsSold(least: 9) } } }',
      data: { seats: seats.map(() => ({ hall: { seatsSold: 42, name: 'Great Hall', more: 50 } })) },
    },
  ],
};
