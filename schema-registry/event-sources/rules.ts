import type { EventSourceRule } from './rule.ts';
import { malformed } from './rules/malformed.ts';
import { matchArgument } from './rules/match-argument.ts';
import { matchPath } from './rules/match-path.ts';
import { matchPathOptional } from './rules/match-path-optional.ts';
import { matchType } from './rules/match-type.ts';
import { misplaced } from './rules/misplaced.ts';
import { missing } from './rules/missing.ts';
import { notComposed } from './rules/not-composed.ts';
import { payloadField } from './rules/payload-field.ts';
import { payloadNull } from './rules/payload-null.ts';
import { payloadType } from './rules/payload-type.ts';
import { typeOfAnotherTopic } from './rules/type-of-another-topic.ts';
import { unknownTopic } from './rules/unknown-topic.ts';
import { unknownType } from './rules/unknown-type.ts';

export const EVENT_SOURCE_RULES: readonly EventSourceRule[] = [
  missing,
  misplaced,
  notComposed,
  malformed,
  unknownTopic,
  unknownType,
  typeOfAnotherTopic,
  matchArgument,
  matchPath,
  matchPathOptional,
  matchType,
  payloadField,
  payloadNull,
  payloadType,
];
