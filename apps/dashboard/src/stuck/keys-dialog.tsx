import { Checkbox, Kbd } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../frame/dialog.js';
import { useTexts } from '../texts/use-texts.js';
import { lettersAreKeys, makeLettersKeys } from './letter-keys.js';

export function KeysDialog({ close }: Readonly<{ close: () => void }>) {
  const { keys } = useTexts();
  const [letters, setLetters] = useState(lettersAreKeys);
  function turn(on: boolean): void {
    makeLettersKeys(on);
    setLetters(on);
  }
  const list: readonly (readonly [readonly string[], string])[] = [
    [['j', '↓'], keys.next],
    [['k', '↑'], keys.previous],
    [['x'], keys.select],
    [['Enter'], keys.open],
    [['/'], keys.search],
    [['a'], keys.ask],
    [['?'], keys.help],
  ];
  return (
    <Dialog title={keys.title} close={close}>
      <div className="dialog">
        <dl className="keys">
          {list.map(([names, does]) => (
            <div key={does}>
              <dt>
                {names.map((name) => (
                  <Kbd key={name}>{name}</Kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Checkbox
          size="xs"
          label={keys.letters}
          checked={letters}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
      </div>
    </Dialog>
  );
}
