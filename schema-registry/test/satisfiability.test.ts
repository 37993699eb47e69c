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
});

describe('a removed key', () => {
  const findings = (before: string, after: string) => {
    const [old = new Map(), now = new Map()] = [before, after].map((text) =>
      placesOf(subgraphsOf('all.graphql', text)),
    );
    return withRemovedKeys(errors(after), old, now);
  };

  test('is named where it was, with who needs it', () => {
    expect(findings(BOOKS + REVIEWS, WITHOUT_ID + REVIEWS)).toMatchObject([
      {
        rule: 'composition/SATISFIABILITY_ERROR',
        message: expect.stringMatching(
          /^the key "id" of Book was removed from subgraph books, and reviews \(all\.graphql:6\) needs it\n/,
        ),
        file: 'all.graphql',
        line: 3,
        fix: expect.stringMatching(/^give Book in books its @key\(fields: "id"\) back, or first /),
      },
    ]);
  });

  test('is named also where the composer minds its fields first', () => {
    const [before, after] = [BOOKS, WITHOUT_ID].map((text) => text.replace('@shareable, ', ', '));
    expect(findings(before + REVIEWS, after + REVIEWS)[0]).toMatchObject({
      rule: 'composition/INVALID_FIELD_SHARING',
      coordinate: 'Book.id',
      message: expect.stringMatching(/^the key "id" of Book was removed from subgraph books, and reviews /),
      line: 3,
    });
  });

  test('that has nothing to do with an error is not named', () => {
    const mismatch = BOOKS.replace('title: String', 'title: String @shareable');
    const other = REVIEWS.replace('stars: Int', 'title: Int @shareable');
    expect(
      findings(mismatch + other, mismatch.replace('@key(fields: "isbn") ', '') + other)[0],
    ).toMatchObject({
      rule: 'composition/FIELD_TYPE_MISMATCH',
      message: expect.stringMatching(/^Type of field "Book.title" is incompatible/),
    });
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
