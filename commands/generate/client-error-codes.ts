import { ERROR_CODES } from 'platform/errors/errors';

export const CLIENT_ERROR_CODES = 'clients/typescript/error-codes.ts';

/** The API's error codes for clients, who import nothing of the server. */
export const clientErrorCodes =
  (): string => `// Made by \`npm run generate\` from platform/errors: edit that, not this file.
/** What \`extensions.code\` may be: docs/errors.md says what to do about each. */
export type ApiErrorCode =
${ERROR_CODES.map((code) => `  | '${code}'`).join('\n')};
`;
