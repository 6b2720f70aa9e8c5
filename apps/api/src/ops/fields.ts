import { ORDER_STATES, type OrderState } from '@app/orders';
import { z } from 'zod';

/** Goes to the database as it is: neither a NUL nor half a surrogate pair can be stored. */
const storable = z.string().regex(/^[^\0\p{Cs}]*$/u, 'has a NUL or half a surrogate pair');

/** What somebody types to look for something. */
export const typed = storable.trim().min(1).max(200);

/** An operator's own words; line ends are welcome, nothing but blanks is not. */
export const words = (max: number) => storable.trim().min(1).max(max);

export const orderState = z.enum(Object.keys(ORDER_STATES) as [OrderState, ...OrderState[]]);

export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** A parameter that may come once or several times. */
export const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(50).optional(),
  );

const ID = z.uuid();

/** What is no id leads nowhere. */
export const isId = (text: string): boolean => ID.safeParse(text).success;
