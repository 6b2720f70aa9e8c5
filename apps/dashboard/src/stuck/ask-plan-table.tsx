import type { AskPlan } from '../api/contract.js';
import { useSpeaking } from '../texts/use-texts.js';
import { ageInWords } from '../words/age.js';

export function AskPlanTable({ plan: { merchants } }: Readonly<{ plan: AskPlan }>) {
  const { texts, locale } = useSpeaking();
  const { ask } = texts;
  const figures = new Intl.NumberFormat(locale);
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{ask.merchant}</th>
          <th scope="col" className="right">
            {ask.questions}
          </th>
          <th scope="col" className="right">
            {ask.rate}
          </th>
          <th scope="col" className="right">
            {ask.takes}
          </th>
        </tr>
      </thead>
      <tbody>
        {merchants.map(({ merchantId, registrations, callsPerSecond, seconds }) => (
          <tr key={merchantId}>
            <th scope="row">{merchantId}</th>
            <td className="right">{figures.format(registrations)}</td>
            <td className="right">{callsPerSecond === null ? ask.noRate : ask.perSecond(callsPerSecond)}</td>
            <td className="right">{seconds === null ? '–' : ageInWords(seconds * 1000, texts)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
