/** errorCode of register.do (gateway.md §2) where it decides what to do next. */
export const REFUSALS = { NUMBER_TAKEN: 1, ACCESS_DENIED: 5, SYSTEM_ERROR: 7 } as const;

/** Codes that can only mean what they say: our values were wrong, and would be again. */
const FOR_GOOD: Readonly<Record<number, string>> = {
  3: 'the currency is unknown to the gateway or not allowed for the merchant',
  4: 'a mandatory field is empty or the return address is not absolute',
  12: 'a value is missing',
  13: 'the merchant has no right to the features asked for',
  14: 'the features asked for are malformed',
};

export const isRefusedForGood = (code: number): boolean => code in FOR_GOOD;

/** The code in words, for the shop's developer. */
export function explainRefusal(code: number): string {
  const words: Readonly<Record<number, string>> = {
    ...FOR_GOOD,
    [REFUSALS.NUMBER_TAKEN]: 'the order number is taken',
    [REFUSALS.ACCESS_DENIED]: 'a value is wrong',
  };
  return `The gateway refused to register the order with code ${code}: ${words[code] ?? 'the code is not documented'}`;
}
