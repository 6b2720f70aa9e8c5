import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OrderPage, Registration } from '../api/contract.js';
import { orderQuery } from '../api/queries.js';
import { useSpeaking } from '../texts/use-texts.js';
import { ageInWords } from '../words/age.js';
import { findWord } from '../words/find-word.js';
import { moneyInWords } from '../words/money.js';

/** What each page's last answer and last poll were when the button was pressed. */
export type Asked = Readonly<{ at: number; before: readonly Registration[] }>;

const LOOK_EVERY_MS = 1_000;
/** By then the worker has asked, or there is a reason in the band why it has not. */
const PATIENCE_MS = 40_000;

/** What came of the question, where it was asked: the bank's word and sum, and whether they are news. */
export function AskOutcome({ page, asked }: Readonly<{ page: OrderPage; asked: Asked }>) {
  const { texts, locale } = useSpeaking();
  const now = useSeconds();
  const client = useQueryClient();
  const found = outcomeOf(page, asked);
  const isOver = found !== null || now - asked.at > PATIENCE_MS;
  const { id } = page.order;
  useEffect(() => {
    if (isOver) return;
    const look = () => void client.invalidateQueries({ queryKey: orderQuery(id).queryKey });
    look();
    const timer = window.setInterval(look, LOOK_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [client, id, isOver]);
  return (
    <p className="ask-outcome" role="status">
      {found === null ? (isOver ? texts.order.notAsked : texts.order.asking) : told(found)}
    </p>
  );

  function told({ registration, was, answered }: Outcome): string {
    const { answeredAt, lastLookAt, status, bankAmount, bankCurrency, currency } = registration;
    const age = ageInWords(now - Date.parse((answered ? answeredAt : lastLookAt)!), texts);
    if (!answered) return texts.order.unanswered(texts.time.ago(age));
    const [word] = findWord(texts.words.statuses, status ?? 'unknown').split(':');
    const money = bankAmount === null ? [] : [moneyInWords(bankAmount, bankCurrency ?? currency, locale)];
    const news = was?.status === status ? texts.order.still(word!) : texts.order.nowIs(word!);
    return [news, ...money, texts.time.ago(age)].join(', ');
  }
}

type Outcome = Readonly<{ registration: Registration; was: Registration | undefined; answered: boolean }>;

/** The page that speaks for the order first; one that was polled without an answer only where none has answered. */
function outcomeOf({ registrations, speaking }: OrderPage, { before }: Asked): Outcome | null {
  const speakingFirst = registrations.toSorted(
    (one, other) => Number(other.id === speaking) - Number(one.id === speaking),
  );
  const changed = (name: 'answeredAt' | 'lastLookAt') =>
    speakingFirst
      .map((registration) => ({ registration, was: before.find(({ id }) => id === registration.id) }))
      .find(({ registration, was }) => registration[name] !== null && registration[name] !== was?.[name]);
  const answered = changed('answeredAt');
  const polled = answered ?? changed('lastLookAt');
  return polled ? { ...polled, answered: answered !== undefined } : null;
}

/** A clock that is exact enough for what has just happened. */
function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), LOOK_EVERY_MS);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
