/** The text of `# lint-disable-next-line rule, rule -- reason`, whether or not it is whole. */
export const DISABLE = /^\s*lint-disable-next-line\b(.*)$/;
