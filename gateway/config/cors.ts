import { z } from 'zod';
import { strings } from './values.ts';

/** Which pages of other sites may call. */
export const cors = z
  .strictObject({ origins: strings.describe('Origins of the pages that may call.') })
  .optional()
  .meta({
    description: 'Pages of other sites whose scripts may call. Absent: none.',
    examples: [{ origins: ['https://app.example'] }],
  });
