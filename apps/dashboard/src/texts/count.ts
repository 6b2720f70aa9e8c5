/** A number and its noun in the right form. */
export function countOf<Form extends Intl.LDMLPluralRule>(locale: string) {
  const rules = new Intl.PluralRules(locale);
  const figures = new Intl.NumberFormat(locale);
  // A locale asks for no other forms than its own, which the dictionary names.
  return (n: number, forms: Readonly<Record<Form, string>>): string =>
    `${figures.format(n)} ${forms[rules.select(n) as Form]}`;
}
