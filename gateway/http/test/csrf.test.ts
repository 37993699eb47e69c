import { describe, expect, test } from '@jest/globals';
import { mayBeForged } from '../csrf.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36';

describe('refused, because a page of another site could have sent it', () => {
  test.each([
    ['an image, a link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a page of a sister domain', { 'sec-fetch-site': 'same-site' }],
    ['an address that was typed or came in a mail', { 'sec-fetch-site': 'none' }],
    ['a script of another origin', { origin: 'https://evil.example', host: 'api.example' }],
    ['a page without an origin', { origin: 'null', host: 'api.example' }],
    ['an old browser', { 'user-agent': BROWSER }],
    ['a form', { 'content-type': 'text/plain; charset=UTF-8', 'user-agent': BROWSER }],
    ['an upload', { 'content-type': 'Multipart/Form-Data; boundary=x', 'user-agent': BROWSER }],
    ['an empty header of ours', { 'apollo-require-preflight': '', 'user-agent': BROWSER }],
  ])('%s', (_name, headers) => {
    expect(mayBeForged(headers)).toBe(true);
  });
});

describe('admitted', () => {
  test.each([
    ['JSON, which takes a preflight', { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }],
    ['a header that takes one', { 'apollo-require-preflight': '1', 'sec-fetch-site': 'cross-site' }],
    ['another one', { 'x-apollo-operation-name': 'Q', origin: 'https://app.example', host: 'api.example' }],
    ['a page of this site', { 'sec-fetch-site': 'same-origin', 'user-agent': BROWSER }],
    ['the same, from an old browser', { origin: 'https://API.example', host: 'api.example' }],
    ['a program', { 'user-agent': 'curl/8.9.1' }],
    ['a program without a name', {}],
  ])('%s', (_name, headers) => {
    expect(mayBeForged(headers)).toBe(false);
  });
});
