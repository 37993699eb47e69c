import { StartupError } from 'platform/local-stack/startup-error';

/** How the templates call what is new; each stands in them as `__key__`. */
export interface Names {
  /** The subgraph: `loyalty-points`. */
  readonly name: string;
  /** `loyaltyPoints`, `LOYALTY_POINTS` */
  readonly domain: string;
  readonly DOMAIN: string;
  /** Its first aggregate: `GiftCard`, `giftCard`, `giftCards`, `GIFT_CARDS`. */
  readonly Entity: string;
  readonly entity: string;
  readonly entities: string;
  readonly ENTITIES: string;
  /** Its table: `gift_card`. */
  readonly table: string;
  /** Its folder, topic and event types: `gift-card`. */
  readonly kebab: string;
  /** Of its ids: `giftcard_0199…`. */
  readonly prefix: string;
}

const NAME = /^[a-z][a-z0-9]{0,39}(-[a-z0-9]{1,40})*$/;
const ENTITY = /^[A-Z][A-Za-z0-9]{1,39}$/;
const MAX_NAME_LENGTH = 40;

/** Words of SQL and TypeScript that neither a table nor a variable can be named. */
const RESERVED = new Set(
  `all and any array as asc both break case cast catch check class collate column const constraint continue create
   current debugger default delete desc distinct do else end enum except export extends false fetch finally for
   foreign from function grant group having if import in initially instanceof intersect into lateral leading limit
   new not null offset on only or order placing primary references return returning select some super switch
   symmetric table then this throw to trailing true try typeof union unique user using var variadic void when where
   while window with`.split(/\s+/),
);

const pascal = (name: string): string =>
  name.replaceAll(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());
const camel = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const snake = (text: string): string =>
  camel(text).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const singular = (text: string): string => text.replace(/([^s])s$/, '$1');

/** Names by the subgraph's, and its aggregate's where that is not its singular. Fails with a StartupError. */
export function namesOf(name: string, entity: string = singular(pascal(name))): Names {
  if (!NAME.test(name) || name.length > MAX_NAME_LENGTH || name.endsWith('-live')) {
    throw new StartupError(
      `"${name}" is no name for a subgraph: expected words of a–z and 0–9 with "-" between them.`,
    );
  }
  if (!ENTITY.test(entity)) {
    throw new StartupError(`"${entity}" is no name for a type: expected --entity like GiftCard.`);
  }
  const table = snake(entity);
  if (RESERVED.has(table)) throw new StartupError(`"${table}" is a reserved word: choose another --entity.`);
  return {
    name,
    domain: camel(pascal(name)),
    DOMAIN: name.replaceAll('-', '_').toUpperCase(),
    Entity: entity,
    entity: camel(entity),
    entities: `${camel(entity)}s`,
    ENTITIES: `${table}s`.toUpperCase(),
    table,
    kebab: table.replaceAll('_', '-'),
    prefix: entity.toLowerCase(),
  };
}
