/** Its name and a line about it are in the texts of each language. */
export type Product = Readonly<{ id: string; amountMinor: number }>;

/** Prices in tiyin. */
export const PRODUCTS: readonly Product[] = [
  { id: 'dombyra', amountMinor: 4_500_000 },
  { id: 'korpe', amountMinor: 2_800_000 },
  { id: 'kalpak', amountMinor: 1_250_000 },
  { id: 'kese', amountMinor: 899_000 },
  { id: 'zhent', amountMinor: 245_050 },
  { id: 'qurt', amountMinor: 120_000 },
];

export const findProduct = (id: unknown): Product | undefined =>
  PRODUCTS.find((product) => product.id === id);
