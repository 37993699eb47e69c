/** Said when there is nothing to compare with. */
export const NOTHING_PUBLISHED = 'nothing is published yet: there was nothing to compare with';
