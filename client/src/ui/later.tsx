'use client';

import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { languageOfPage, loadAllTexts } from '../texts/catalogues.ts';

type Load<P> = () => Promise<ComponentType<P>>;

/** When the page has come to rest: what it loads then takes nothing from what is looked at. */
function whenIdle(act: () => void): void {
  const wait = () =>
    'requestIdleCallback' in window ? requestIdleCallback(act, { timeout: 3_000 }) : setTimeout(act, 300);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
}

type Part<P> = { loaded: ComponentType<P> | null; bring: () => Promise<ComponentType<P>> };

/** With the component come the texts that the page itself came without. */
function partOf<P>(load: Load<P>): Part<P> {
  const part: Part<P> = {
    loaded: null,
    async bring() {
      const [component] = await Promise.all([load(), loadAllTexts(languageOfPage())]);
      part.loaded = component;
      return component;
    },
  };
  return part;
}

type ShownProps<P> = { part: Part<P>; meanwhile: ReactNode; props: P };

function Shown<P extends object>({ part, meanwhile, props }: ShownProps<P>) {
  const [Inner, setInner] = useState(() => part.loaded);
  useEffect(() => {
    if (Inner) return;
    const attempt = () =>
      part.bring().then(
        (component) => setInner(() => component),
        // Forgotten: the attempt is made again when there is a network.
        () => {},
      );
    void attempt();
    addEventListener('online', attempt);
    return () => removeEventListener('online', attempt);
  }, [part, Inner]);
  return Inner ? <Inner {...props} /> : meanwhile;
}

/**
 * A component that a page can be used without, and that few open: it is loaded when it is drawn. Until then, and where it cannot be
 * loaded, `meanwhile` stands in its place.
 */
export function whenDrawn<P extends object>(load: Load<P>, meanwhile: ReactNode = null): ComponentType<P> {
  const part = partOf(load);
  return (props) => <Shown part={part} meanwhile={meanwhile} props={props} />;
}

/**
 * A component that a page can be used without at first: dialogs, menus, panels. It is loaded when the page has come to rest, so that it
 * opens at once and without a network, or when it is drawn, if that is earlier.
 */
export function later<P extends object>(load: Load<P>, meanwhile: ReactNode = null): ComponentType<P> {
  const part = partOf(load);
  // Where this fails, the drawing tries again.
  if (typeof window !== 'undefined') whenIdle(() => void part.bring().catch(() => {}));
  return (props) => <Shown part={part} meanwhile={meanwhile} props={props} />;
}
