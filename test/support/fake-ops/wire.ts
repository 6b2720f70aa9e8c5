/** What the api's own types become on the way to a page: an instant is a text there. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer One)[]
    ? Wire<One>[]
    : T extends object
      ? { readonly [Key in keyof T]: Wire<T[Key]> }
      : T;
