/** As many users, products and reviews as the public benchmark has, and texts as long: the deep query brings 87 KB. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: number;
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
}

export interface Review {
  readonly id: string;
  readonly upc: string;
  readonly body: string;
}

const NAMES = ['Ada Moor', 'Ben Okafor', 'Chie Sato', 'Dana Ruiz', 'Emil Novak', 'Fay Larsen'];

export const USERS: readonly User[] = NAMES.map((name, n) => ({
  id: `${n + 1}`,
  name,
  username: name.slice(0, name.indexOf(' ')).toLowerCase(),
  birthday: 315_532_800 + n * 86_400,
}));

export const PRODUCTS: readonly Product[] = (
  [
    ['Table', 899, 100],
    ['Couch', 1299, 1000],
    ['Glass', 54, 50],
    ['Chair', 54, 50],
    ['Clock', 120, 40],
    ['Lamp', 69, 300],
    ['Shelf', 219, 2000],
    ['Stove', 1009, 6000],
    ['Carpet', 399, 800],
  ] as const
).map(([name, price, weight], n) => ({ upc: `${n + 1}`, name, price, weight, inStock: n % 2 === 0 }));

const SENTENCE =
  'It came in time and in one piece, and it looks the way it does in the picture; I would buy it again. ';

const text = (length: number): string =>
  SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);

/** The product and the length of the text of each. */
const REVIEWED: readonly (readonly [upc: string, length: number])[] = [
  ['1', 445],
  ['1', 290],
  ['1', 273],
  ['1', 146],
  ['2', 445],
  ['2', 290],
  ['2', 273],
  ['2', 146],
  ['3', 146],
  ['4', 146],
  ['4', 838],
];

export const REVIEWS: readonly Review[] = REVIEWED.map(([upc, length], n) => ({
  id: `${n + 1}`,
  upc,
  body: text(length),
}));
