import type { ColumnOptions } from 'typeorm';

/** Postgres hands a bigint over as text, because a number could lose digits. Money stays bigint all the way. */
const asBigint = {
  to: (value: bigint | null | undefined) => value?.toString() ?? value,
  from: (value: string | null) => (value === null ? null : BigInt(value)),
};

export const bigintColumn: ColumnOptions = { type: 'bigint', transformer: asBigint };
export const nullableBigintColumn: ColumnOptions = { ...bigintColumn, nullable: true };
