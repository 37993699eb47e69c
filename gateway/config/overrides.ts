import { z } from 'zod';

/** The same keys, each of which may be left out, at any depth. */
export type Overrides<Settings> = {
  readonly [Key in keyof Settings]?:
    | (Settings[Key] extends object ? Overrides<Settings[Key]> : Settings[Key])
    | undefined;
};

/** The keys of a group without their defaults: whoever leaves one out has what is configured elsewhere. */
export const overridesOf = (group: z.ZodObject): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(group.shape).map(([key, value]) => [key, withoutDefault(value)]));

function withoutDefault(value: z.core.$ZodType): z.ZodType {
  const { description = '' } = value as z.ZodType;
  const inner =
    value instanceof z.ZodDefault || value instanceof z.ZodPrefault ? (value.unwrap() as z.ZodType) : value;
  const bare = inner instanceof z.ZodObject ? z.strictObject(overridesOf(inner)) : (inner as z.ZodType);
  return bare.optional().describe(description);
}
