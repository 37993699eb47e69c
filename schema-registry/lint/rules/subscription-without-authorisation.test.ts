import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { subscriptionWithoutAuthorisation } from './subscription-without-authorisation.ts';

describe('a subscription says who may listen', () => {
  test.each([
    ['it on the field', 'type Subscription { a: Int @authenticated }'],
    ['it on the whole type', 'type Subscription @authenticated { a: Int }'],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(subscriptionWithoutAuthorisation, sdl)).toEqual([]);
  });

  test.each([
    ['one that does not', 'type Subscription { a: Int b: Int @authenticated }', ['Subscription.a']],
    ['one in an extension', 'extend type Subscription { a: Int }', ['Subscription.a']],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(subscriptionWithoutAuthorisation, sdl)).toEqual(coordinates);
  });
});
