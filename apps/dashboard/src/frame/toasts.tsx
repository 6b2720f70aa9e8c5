import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

type Toast = Readonly<{ id: number; text: string; bad: boolean }>;
type Tell = (text: string, bad?: boolean) => void;

const STAYS_MS = 6_000;
const Context = createContext<Tell>(() => undefined);

/** Short news of what was pressed, read out as it appears. */
export function ToastProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const tell = useCallback<Tell>((text, bad = false) => {
    const toast = { id: Date.now() + Math.random(), text, bad };
    setToasts((before) => [...before.slice(-3), toast]);
    window.setTimeout(() => setToasts((before) => before.filter(({ id }) => id !== toast.id)), STAYS_MS);
  }, []);
  return (
    <Context value={tell}>
      {children}
      <div className="toasts" role="status">
        {toasts.map(({ id, text, bad }) => (
          <p key={id} className={bad ? 'bad' : 'good'}>
            {text}
          </p>
        ))}
      </div>
    </Context>
  );
}

export const useTell = (): Tell => useContext(Context);
