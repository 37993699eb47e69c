/** Nothing can be said: there are more cases than are worth trying, or the schema cannot be judged at all. */
export class Unprovable extends Error {
  override readonly name = 'Unprovable';
}
