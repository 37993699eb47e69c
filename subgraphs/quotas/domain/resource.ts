const WORDS = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/;
const MAX_CHARS = 100;

/** What a name of a resource must be, for people. */
export const RESOURCE_RULE = `words in lower case with dots between, such as "graphql.cost": at most ${MAX_CHARS} characters`;

/** Whether a policy can be about a resource of that name. */
export const isResource = (name: string): boolean => name.length <= MAX_CHARS && WORDS.test(name);
