import { useLayoutEffect, useRef } from 'react';
import type { HourOfStates } from '../api/contract.js';
import type { OrderState } from '../api/words.js';
import { useSpeaking } from '../texts/use-texts.js';
import { findWord } from '../words/find-word.js';

type Chart = Readonly<{ hours: readonly HourOfStates[]; states: readonly OrderState[] }>;

const WIDTH = 960;
const HEIGHT = 200;
const LEFT = 40;
const FOOT = 22;

/**
 * One bar an hour, made of the states entered in it. Drawn by hand: a library of charts would weigh as much as all the
 * other pages together. Whoever cannot see it reads the table below.
 */
export function StackedBars({ hours, states }: Chart) {
  const { texts, locale } = useSpeaking();
  const scroll = useRef<HTMLDivElement>(null);
  // Where it is wider than the screen, it begins at now, not two days ago.
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollLeft = scroll.current.scrollWidth;
  }, []);
  const sums = hours.map(({ counts }) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0));
  const top = roundUp(Math.max(1, ...sums));
  const step = (WIDTH - LEFT) / hours.length;
  const y = (count: number) => (HEIGHT - FOOT) * (1 - count / top) + 4;
  const hourOf = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const dayAndHour = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (
    <div ref={scroll} className="scroll" role="group" aria-label={texts.overview.statesTitle} tabIndex={0}>
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT + 6}`} aria-hidden="true">
        {[0, top / 2, top].map((count) => (
          <g key={count}>
            <line x1={LEFT} x2={WIDTH} y1={y(count)} y2={y(count)} />
            <text x={LEFT - 6} y={y(count) + 4} textAnchor="end">
              {new Intl.NumberFormat(locale, { notation: 'compact' }).format(count)}
            </text>
          </g>
        ))}
        {hours.map(({ hour, counts }, at) => (
          <g key={hour} className="hour">
            <title>{toldBy(hour, counts)}</title>
            <rect className="hover" x={LEFT + at * step} y={0} width={step} height={HEIGHT} />
            {stack(counts).map(({ state, from, to }) => (
              <rect
                key={state}
                className={`state-${state}`}
                x={LEFT + at * step + step * 0.12}
                width={step * 0.76}
                y={y(to)}
                height={Math.max(0, y(from) - y(to))}
              />
            ))}
            {at % 6 === 0 && (
              <text x={LEFT + (at + 0.5) * step} y={HEIGHT + 2} textAnchor="middle">
                {hourOf.format(new Date(hour))}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );

  function stack(counts: Readonly<Record<string, number>>) {
    let from = 0;
    return states.map((state) => {
      const below = from;
      from += counts[state] ?? 0;
      return { state, from: below, to: from };
    });
  }

  function toldBy(hour: string, counts: Readonly<Record<string, number>>): string {
    const told = states.filter((state) => counts[state]);
    const lines = told.map((state) => `${findWord(texts.words.states, state)}: ${counts[state]}`);
    return [dayAndHour.format(new Date(hour)), ...lines].join('\n');
  }
}

/** To a round number whose half is a whole one. */
function roundUp(count: number): number {
  const size = 10 ** Math.floor(Math.log10(count));
  const rounds = [2, 3, 4, 6, 8, 10].map((times) => times * size);
  return rounds.find((round) => round >= count && round % 2 === 0) ?? count;
}
