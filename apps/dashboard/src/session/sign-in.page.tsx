import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Session } from '../api/contract.js';
import { queryClient, SESSION_KEY } from '../api/queries.js';
import { Problem, rememberToken, send } from '../api/request.js';
import { Preferences } from '../frame/preferences.js';
import { useProblemText } from '../frame/problem-text.js';
import { textOf } from '../frame/text-of.js';
import { useTitle } from '../frame/use-title.js';
import { useSpeaking } from '../texts/use-texts.js';

export function SignIn({ ended }: Readonly<{ ended: boolean }>) {
  const {
    texts: { signIn },
  } = useSpeaking();
  useTitle(signIn.title);
  const trying = useMutation({
    mutationFn: (who: object) => send<Session>('POST', 'session', who),
    onSuccess: (session) => {
      rememberToken(session.csrf);
      queryClient.setQueryData(SESSION_KEY, session);
    },
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    trying.mutate({
      name: textOf(event.currentTarget, 'name'),
      // Not trimmed: a password may begin with a space.
      password: new FormData(event.currentTarget).get('password'),
    });
  }
  return (
    <main className="sign-in">
      <form className="panel" onSubmit={submit}>
        <p className="brand">Tolem</p>
        <h1>{signIn.title}</h1>
        <p className="soft">{signIn.about}</p>
        {ended && !trying.error && (
          <Alert role="alert" variant="light">
            {signIn.ended}
          </Alert>
        )}
        {trying.error && <Refusal error={trying.error} />}
        <TextInput
          name="name"
          label={signIn.name}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="password"
          label={signIn.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': signIn.show }}
        />
        <Button type="submit" fullWidth loading={trying.isPending}>
          {signIn.button}
        </Button>
      </form>
      <Preferences />
    </main>
  );
}

function Refusal({ error }: Readonly<{ error: Error }>) {
  const text = useProblemText();
  const { texts, locale } = useSpeaking();
  return (
    <Alert color="red" role="alert" variant="light">
      {refusalText()}
    </Alert>
  );

  function refusalText(): string {
    if (!(error instanceof Problem)) return text(error);
    if (error.code === 'SIGN_IN_FAILED') return texts.signIn.wrong;
    if (error.status !== 429) return text(error);
    if (error.retryAfterSeconds === null) return texts.signIn.lockedAWhile;
    const until = new Date(Date.now() + error.retryAfterSeconds * 1000);
    const hour: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
    return texts.signIn.locked(until.toLocaleTimeString(locale, hour));
  }
}
