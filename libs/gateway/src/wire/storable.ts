/** No database stores a NUL or half a surrogate pair; whatever else the bank says is kept as it came. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), storable(item)])) as T;
}

const clean = (text: string): string => text.replace(/\0|\p{Cs}/gu, '\ufffd');
