import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { useAsOf } from '../api/as-of.js';
import { useLiveness } from '../api/live.js';
import { SESSION_KEY } from '../api/queries.js';
import { send } from '../api/request.js';
import { useSession } from '../session/session.js';
import { useSpeaking, useTexts } from '../texts/use-texts.js';
import { Preferences } from './preferences.js';
import { useDeed } from './use-deed.js';

export function Header() {
  const { frame } = useTexts();
  return (
    <header className="header">
      <NavLink className="brand" to="/" end>
        Tolem
      </NavLink>
      <nav aria-label={frame.pages}>
        <NavLink to="/" end>
          {frame.overview}
        </NavLink>
        <NavLink to="/stuck">{frame.stuck}</NavLink>
        <NavLink to="/orders">{frame.orders}</NavLink>
        <NavLink to="/audit">{frame.audit}</NavLink>
      </nav>
      <Liveness />
      <Person />
    </header>
  );
}

function Liveness() {
  const { texts, locale } = useSpeaking();
  const liveness = useLiveness();
  const asOf = useAsOf();
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <div className="liveness" data-liveness={liveness}>
      <span role="status">{texts.frame.liveness[liveness]}</span>
      {asOf !== null && <span className="as-of">{texts.frame.asOf(time.format(asOf))}</span>}
    </div>
  );
}

function Person() {
  const { frame, words } = useTexts();
  const { name, role } = useSession();
  const client = useQueryClient();
  const leave = useDeed(
    () => send('DELETE', 'session'),
    () => {
      // The session first, and never taken out: who watches it would go on watching what is gone.
      client.setQueryData(SESSION_KEY, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
    },
  );
  return (
    <>
      <button type="button" className="person" popoverTarget="person">
        {name} <span aria-hidden="true">▾</span>
      </button>
      <div id="person" className="person-menu panel" popover="auto">
        <p>
          <strong>{name}</strong> <span className="soft">{words.roles[role]}</span>
        </p>
        <Preferences />
        <Button variant="default" fullWidth onClick={() => leave.mutate(undefined)}>
          {frame.signOut}
        </Button>
      </div>
    </>
  );
}
