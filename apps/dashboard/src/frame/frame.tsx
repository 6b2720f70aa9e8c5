import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useLiveStream } from '../api/live.js';
import { sessionQuery } from '../api/queries.js';
import { SessionContext } from '../session/session.js';
import { SignIn } from '../session/sign-in.page.js';
import { useTexts } from '../texts/use-texts.js';
import { Band } from './band.js';
import { Boundary } from './boundary.js';
import { Header } from './header.js';
import { focusContent, useKeptFocus } from './keep-focus.js';
import { Failed, Loading } from './sights.js';

/** Around every page. Who is not signed in signs in where he is, and then sees what he came for. */
export function Frame() {
  const { frame } = useTexts();
  const { pathname } = useLocation();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const isSignedIn = session !== undefined && session !== null && session !== 'ended';
  useLiveStream(isSignedIn);
  useKeptFocus();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current !== pathname) focusContent();
    shown.current = pathname;
  }, [pathname]);
  if (session === null || session === 'ended') return <SignIn ended={session === 'ended'} />;
  if (!session)
    return <main className="content">{error ? <Failed error={error} again={refetch} /> : <Loading />}</main>;
  return (
    <SessionContext value={session}>
      <a className="skip" href="#content">
        {frame.skip}
      </a>
      <Header />
      <Band />
      <main className="content" id="content" tabIndex={-1}>
        {/* A page that broke must not keep the others from being opened. */}
        <Boundary key={pathname}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Boundary>
      </main>
    </SessionContext>
  );
}
