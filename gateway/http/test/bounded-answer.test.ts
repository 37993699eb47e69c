import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { AnswerData } from '../../executor/answer.ts';
import { federation } from '../../test/federation.ts';
import { codesOf, startTestGateway, type TestGateway } from '../../test/start.ts';
import { createBoundAnswer } from '../bounded-answer.ts';

const bound = createBoundAnswer(20, (formatted) => formatted);
const asText = (text: string) => new AnswerData(text, {}, () => JSON.parse(text));
const tooLong = {
  data: null,
  errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'responseBytes', maximum: 20 } }],
};

describe('an answer of at most 20 bytes', () => {
  test.each([
    ['20 bytes of data', { data: asText(`{"a":"${'x'.repeat(12)}"}`) }],
    ['16 bytes that are 12 characters', { data: asText('{"a":"éééé"}') }],
    ['data with errors', { data: { a: 1 } }],
    ['no data', { data: null, errors: [{ message: 'x'.repeat(30) }] }],
    ['nothing executed', { errors: [{ message: 'x'.repeat(30) }] }],
  ])('%s: as it is', (_name, answer) => {
    expect(bound(answer)).toBe(answer);
  });

  test.each([
    ['21 bytes of data', { data: asText(`{"a":"${'x'.repeat(13)}"}`) }],
    ['22 bytes that are 15 characters', { data: asText('{"a":"ééééééé"}') }],
    ['data with errors', { data: { a: 1 }, errors: [{ message: 'x'.repeat(10) }] }],
  ])('%s: LIMIT_EXCEEDED instead of it', (_name, answer) => {
    expect(bound(answer)).toMatchObject(tooLong);
  });

  test('what it cost is still told', () => {
    const extensions = { cost: { requested: 1, actual: 1 } };
    expect(bound({ data: asText(`"${'x'.repeat(20)}"`), extensions })).toMatchObject({
      ...tooLong,
      extensions,
    });
  });
});

describe('over HTTP', () => {
  const { supergraphSdl, subgraphs } = federation({
    shop: {
      typeDefs: 'type Query { long(length: Int!): String fails: String }',
      resolvers: {
        Query: {
          long: (_: never, { length }: { length: number }) => 'x'.repeat(length),
          fails: () => {
            throw new GraphQLError('No.', { extensions: { code: 'NOT_FOUND' } });
          },
        },
      },
    },
  });
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      supergraph: { sdl: supergraphSdl },
      localSubgraphs: subgraphs,
      config: { limits: { responseBytes: 1_000 } },
    });
  });
  afterAll(() => gateway.close());

  test.each([
    '{ long(length: 1000) }',
    '{ long(length: 1000) fails }',
    '{ __schema { types { name description } } }',
  ])('%s, the first time and again: LIMIT_EXCEEDED, no part of the data', async (query) => {
    for (let i = 0; i < 2; i += 1) {
      const answer = await gateway.ask(query);
      expect(answer.status).toBe(200);
      expect(answer.body.data).toBeNull();
      expect(codesOf(answer)).toEqual(['LIMIT_EXCEEDED']);
    }
  });

  test('a shorter answer is sent', async () => {
    expect((await gateway.ask('{ long(length: 900) }')).body.data).toEqual({ long: 'x'.repeat(900) });
  });
});
