import { describe, expect, test } from '@jest/globals';
import { composeSupergraph } from '../compose/compose-supergraph.ts';
import { withRemovedKeys } from '../compose/removed-keys.ts';
import { placesOf } from '../diff/places.ts';
import { subgraphsOf } from './diff/case.ts';

const BOOKS = `# subgraph books
type Query { book: Book }
type Book @key(fields: "id") @key(fields: "isbn") { id: ID! @shareable, isbn: ID!, title: String }
`;
const REVIEWS = `# subgraph reviews
type Query { latest: Book }
type Book @key(fields: "id") { id: ID! @shareable, stars: Int }
`;
const WITHOUT_ID = BOOKS.replace('@key(fields: "id") ', '');

function errors(text: string) {
  const composed = composeSupergraph(subgraphsOf('all.graphql', text));
  return composed.ok ? [] : composed.error;
}

describe('what cannot be fetched', () => {
  test('is one finding for all fields of one reason, and says which subgraph needs which key', () => {
    expect(errors(WITHOUT_ID + REVIEWS)).toEqual([
      {
        rule: 'composition/SATISFIABILITY_ERROR',
        severity: 'error',
        coordinate: 'Book',
        message:
          'from Book in subgraph reviews there is no way to Book.isbn, Book.title\n' +
          'books finds Book by the key "isbn", which reviews has not\n' +
          'as in { latest { isbn } }',
        file: 'all.graphql',
        line: 6,
        fix: 'give Book in books the key "id", or add "isbn" to Book in reviews',
      },
    ]);
  });

  test('for want of any key', () => {
    const keyless = BOOKS.replace(/@key\(fields: "\w+"\) /g, '');
    expect(errors(keyless + REVIEWS)).toMatchObject([
      {
        message: expect.stringContaining('\nbooks has no @key for Book\n'),
        fix: 'give Book a @key in books',
      },
    ]);
  });

  test('for want of a key that is resolvable', () => {
    const locked = REVIEWS.replace('"id"', '"id", resolvable: false');
    expect(errors(BOOKS + locked)).toMatchObject([
      {
        coordinate: 'Book.stars',
        message: expect.stringContaining('\nreviews has no resolvable @key for Book\n'),
        fix: 'make a @key of Book in reviews resolvable',
      },
    ]);
  });

  test('names the key that was removed, where it was', () => {
    const [before, after] = [BOOKS + REVIEWS, WITHOUT_ID + REVIEWS].map((text) =>
      placesOf(subgraphsOf('all.graphql', text)),
    );
    expect(
      withRemovedKeys(errors(WITHOUT_ID + REVIEWS), before ?? new Map(), after ?? new Map()),
    ).toMatchObject([
      {
        message: expect.stringMatching(
          /^the key "id" of Book was removed from subgraph books, and others need it\n/,
        ),
        file: 'all.graphql',
        line: 3,
        fix: expect.stringContaining('give Book in books its @key(fields: "id") back'),
      },
    ]);
  });
});

test('other words of the composer are shown as they are', () => {
  const requires = `# subgraph books
type Query { book: Book }
type Book @key(fields: "id") { id: ID! }
# subgraph shipping
type Book @key(fields: "id") {
  id: ID!
  weight: Int @external
  cost: Int @requires(fields: "weight")
}`;
  expect(errors(requires)).toMatchObject([{ rule: 'composition/EXTERNAL_MISSING_ON_BASE', line: 7 }]);
});
