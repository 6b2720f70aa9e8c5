import { useQuery } from '@tanstack/react-query';
import { operatorsQuery } from '../api/queries.js';
import { useTexts } from '../texts/use-texts.js';
import { useSession } from './session.js';

/** Whom a case can be given to: oneself first, then the others who may act on it, or nobody. */
export function AssigneeOptions({ current = null }: Readonly<{ current?: string | null }>) {
  const { frame, cases } = useTexts();
  const { name: me, role } = useSession();
  const { data } = useQuery(operatorsQuery);
  const others = (data?.items ?? [])
    .filter((operator) => !operator.disabled && operator.role !== 'viewer' && operator.name !== me)
    .map(({ name }) => name);
  // Whoever has it is shown, also after he has left.
  const names =
    current === null || current === me || others.includes(current) ? others : [current, ...others];
  return (
    <>
      {(role !== 'viewer' || current === me) && <option value={me}>{cases.me(me)}</option>}
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
      <option value="">{frame.nobody}</option>
    </>
  );
}
