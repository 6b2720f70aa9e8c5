import { Kbd } from '@mantine/core';
import { Dialog } from '../frame/dialog.js';
import { useTexts } from '../texts/use-texts.js';

export function KeysDialog({ close }: Readonly<{ close: () => void }>) {
  const { keys } = useTexts();
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
    </Dialog>
  );
}
