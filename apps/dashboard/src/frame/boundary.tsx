import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.js';
import { Sight } from './sights.js';

/** A page that throws is told as such, instead of a white screen. */
export class Boundary extends Component<Readonly<{ children: ReactNode }>, Readonly<{ broken: boolean }>> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
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
