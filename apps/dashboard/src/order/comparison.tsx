import type { OrderPage } from '../api/contract.js';
import { useSpeaking } from '../texts/use-texts.js';
import { Instant } from '../words/instant.js';
import { compare } from './compare.js';
import { Raw } from './raw.js';

/** Ours beside the bank's latest answer about the page that speaks for the order; what differs is marked in words, not by colour alone. */
export function Comparison({ page }: Readonly<{ page: OrderPage }>) {
  const { texts, locale } = useSpeaking();
  const { order } = texts;
  const { answer, answeredAt } = page.registrations.find(({ id }) => id === page.speaking)!;
  const facts = compare(page, { texts, locale });
  return (
    <section className="panel" aria-labelledby="comparison">
      <h2 id="comparison">{order.compare}</h2>
      {facts.length === 0 ? (
        <p className="soft">{order.noAnswer}</p>
      ) : (
        <>
          <table className="plain comparison">
            <thead>
              <tr>
                <th scope="col">{order.fact}</th>
                <th scope="col">{order.ours}</th>
                <th scope="col">{order.bank}</th>
              </tr>
            </thead>
            <tbody>
              {facts.map(({ name, ours, bank, differs }) => (
                <tr key={name} className={differs ? 'differs' : undefined}>
                  <th scope="row">{name}</th>
                  <td>{ours}</td>
                  <td>
                    {bank} {differs && <span className="chip bad">{order.differs}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {facts.every(({ differs }) => !differs) && <p className="soft">{order.agrees}</p>}
        </>
      )}
      {answeredAt !== null && (
        <p className="soft small">
          {order.answeredAt}: <Instant at={answeredAt} seconds />
        </p>
      )}
      {answer !== null && <Raw summary={order.raw} value={answer} />}
    </section>
  );
}
