export type Product = Readonly<{ id: string; name: string; says: string; amountMinor: number }>;

/** Prices in tiyin. */
export const PRODUCTS: readonly Product[] = [
  { id: 'dombyra', name: 'Dombyra', says: 'Two strings, pine top, made in Almaty', amountMinor: 4_500_000 },
  { id: 'korpe', name: 'Quraq körpe', says: 'Patchwork quilt for a guest of honour', amountMinor: 2_800_000 },
  { id: 'kalpak', name: 'Felt kalpak', says: 'White felt, embroidered ram’s horns', amountMinor: 1_250_000 },
  { id: 'kese', name: 'Six kese', says: 'Tea bowls with a cotton-flower pattern', amountMinor: 899_000 },
  { id: 'zhent', name: 'Zhent', says: 'Sweet millet, raisins and butter, 400 g', amountMinor: 245_050 },
  { id: 'qurt', name: 'Qurt', says: 'Dried salty curd for a long road, 250 g', amountMinor: 120_000 },
];

export const findProduct = (id: unknown): Product | undefined =>
  PRODUCTS.find((product) => product.id === id);
