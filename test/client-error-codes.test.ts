import { ERROR_CODES as CLIENT_KNOWS } from '@client/typescript/errors';
import { expect, test } from '@jest/globals';
import { ERROR_CODES } from 'platform/errors/errors';

test('the client knows every error code of the API', () => {
  expect([...CLIENT_KNOWS].sort()).toEqual([...ERROR_CODES].sort());
});
