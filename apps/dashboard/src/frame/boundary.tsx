import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Component, type ReactNode, useEffect, useState } from 'react';
import { bandQuery } from '../api/queries.js';
import { useTexts } from '../texts/use-texts.js';
import { NotLoaded } from './lazy-page.js';
import { Sight } from './sights.js';

/** A page that throws is told as such, instead of a white screen. */
export class Boundary extends Component<Readonly<{ children: ReactNode }>, Readonly<{ error: unknown }>> {
  override state: Readonly<{ error: unknown }> = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return error instanceof NotLoaded ? <Away /> : <Broken />;
  }
}

function Broken() {
  const { frame } = useTexts();
  return (
    <Sight words={frame.broken}>
      <Button onClick={() => window.location.reload()}>{frame.tryAgain}</Button>
    </Sight>
  );
}

/** A browser may remember that a file could not be had: once the service answers, all is loaded anew. */
function Away() {
  const { frame } = useTexts();
  const [since] = useState(() => Date.now());
  const { isSuccess, dataUpdatedAt } = useQuery(bandQuery);
  const isBack = isSuccess && dataUpdatedAt > since;
  useEffect(() => {
    if (isBack) window.location.reload();
  }, [isBack]);
  return <Sight words={frame.notLoaded} />;
}
