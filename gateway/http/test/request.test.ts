import { describe, expect, test } from '@jest/globals';
import { requestOfBody, requestOfUrl } from '../request.ts';

const badRequest = expect.objectContaining({ code: 'BAD_REQUEST' });

describe('a body', () => {
  test('all parameters', () => {
    const body = { query: '{a}', operationName: 'A', variables: { n: 1 }, extensions: { x: 2 } };
    expect(requestOfBody({ ...body, other: 3 })).toEqual(body);
  });

  test('null is the same as absent', () => {
    expect(requestOfBody({ query: '{a}', operationName: null, variables: null, extensions: null })).toEqual({
      query: '{a}',
    });
  });

  test.each([
    ['no body', undefined],
    ['null', null],
    ['a text', '{a}'],
    ['a list', []],
    ['a document that is no text', { query: { kind: 'Document' } }],
    ['a name that is no text', { query: '{a}', operationName: 1 }],
    ['variables as text', { query: '{a}', variables: '{}' }],
    ['a list of variables', { query: '{a}', variables: [7] }],
    ['extensions as text', { query: '{a}', extensions: '{}' }],
  ])('%s: BAD_REQUEST', (_name, body) => {
    expect(() => requestOfBody(body)).toThrow(badRequest);
  });
});

describe('a URL', () => {
  const url = (parameters: Record<string, string>) => `/graphql?${new URLSearchParams(parameters)}`;

  test('all parameters, variables and extensions as JSON', () => {
    const given = { query: '{a}', operationName: 'A', variables: '{"n":1}', extensions: '{"x":2}' };
    expect(requestOfUrl(url(given))).toEqual({
      query: '{a}',
      operationName: 'A',
      variables: { n: 1 },
      extensions: { x: 2 },
    });
  });

  test('an empty name is the same as absent', () => {
    expect(requestOfUrl(url({ query: '{a}', operationName: '' }))).toEqual({ query: '{a}' });
  });

  test('a malformed escape is read one way only', () => {
    expect(requestOfUrl('/graphql?query=%7Ba%7D%23%FF')).toEqual({ query: '{a}#\ufffd' });
  });

  test.each([
    ['a parameter that stands twice', '/graphql?query=a&query=b'],
    ['variables that are not JSON', url({ query: '{a}', variables: '{' })],
    ['variables that are a list', url({ query: '{a}', variables: '[]' })],
    ['extensions that are a number', url({ query: '{a}', extensions: '1' })],
  ])('%s: BAD_REQUEST', (_name, text) => {
    expect(() => requestOfUrl(text)).toThrow(badRequest);
  });
});
