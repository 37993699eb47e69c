import type { Format } from './format.ts';

/** The report as it is: `check-result.schema.json` describes it. */
export const json: Format = (report) => `${JSON.stringify(report, null, 2)}\n`;
