import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { formatAmount, moneyFromWire, type WireMoney } from 'platform/kernel/money';

/**
 * Events carry Money as minor units and currency; `Money.amount` is made of them, unless the event has an `amount`.
 * Changes and answers the schema of an event graph; one without such a type stays as it is.
 */
export function withWireMoney(schema: GraphQLSchema): GraphQLSchema {
  const type = schema.getType('Money');
  const amount = isObjectType(type) ? type.getFields().amount : undefined;
  if (amount)
    amount.resolve = (money: WireMoney, ...rest) =>
      defaultFieldResolver(money, ...rest) ?? formatAmount(moneyFromWire(money));
  return schema;
}
