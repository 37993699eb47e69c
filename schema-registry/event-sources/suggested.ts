import { didYouMean } from 'graphql/jsutils/didYouMean.js';
import { suggestionList } from 'graphql/jsutils/suggestionList.js';

/** ` Did you mean …?` where one of the names is near. */
export const suggested = (name: string, names: readonly string[]): string =>
  didYouMean(suggestionList(name, names));
