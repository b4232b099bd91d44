'use client';

import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';

/** When the page has come to rest: what it loads then takes nothing from what is looked at. */
function whenIdle(act: () => void): void {
  const wait = () =>
    'requestIdleCallback' in window ? requestIdleCallback(act, { timeout: 3_000 }) : setTimeout(act, 300);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
}

/**
 * A component that a page can be used without at first: dialogs, menus, panels. It is loaded when the page has come to rest, so that it
 * opens at once and without a network, or when it is drawn, if that is earlier. Where it cannot be loaded nothing is drawn. `meanwhile`
 * stands in its place until then.
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  meanwhile?: ReactNode,
): ComponentType<P> {
  /** Drawn in the same moment: React would hold back what it had to wait for, and the page would move when it comes. */
  let loaded: ComponentType<P> | undefined;
  const keep = async () => {
    loaded = await load();
    return loaded;
  };
  // A failed attempt is forgotten: the browser asks for the file again.
  if (typeof window !== 'undefined') whenIdle(() => void keep().catch(() => {}));
  const Lazy = lazy(() =>
    keep().then(
      (component) => ({ default: component }),
      () => ({ default: (() => null) as ComponentType<P> }),
    ),
  );
  const choose = () => loaded ?? Lazy;
  return (props) => (
    <Suspense fallback={meanwhile}>
      <Chosen choose={choose} props={props} />
    </Suspense>
  );
}

type ChosenProps<P extends object> = { choose: () => ComponentType<P>; props: P };

/** What was there when it was first drawn stays: a change would lose its state. */
function Chosen<P extends object>({ choose, props }: ChosenProps<P>) {
  const [Component] = useState(choose);
  return <Component {...props} />;
}
