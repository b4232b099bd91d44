'use client';

import { useEffect, useState } from 'react';
import { useAllTexts } from '../../texts/all-texts.ts';
import { later } from '../../ui/later.tsx';
import { type Choice, take, useBringing } from './bringing.ts';

const ChoiceDialog = later<{ choice: Choice }>(() =>
  import('./choice-dialog.tsx').then((module) => module.ChoiceDialog),
);

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** The whole page takes a dropped or pasted picture: a file that misses the box must not take the room's place. */
export function DropZone() {
  const { building } = useAllTexts();
  const [isOver, setOver] = useState(false);
  const choice = useBringing((bringing) => bringing.choice);

  useEffect(() => {
    function over(event: DragEvent) {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    }
    function leave(event: DragEvent) {
      // Out of the window, not only into another element.
      if (event.relatedTarget === null) setOver(false);
    }
    function drop(event: DragEvent) {
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      void take(event.dataTransfer?.files[0]);
    }
    function paste(event: ClipboardEvent) {
      const file = event.clipboardData?.files[0];
      // Office programs lay a likeness of copied words beside them: it is the words that are meant.
      if (!file || event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      void take(file);
    }
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
      removeEventListener('paste', paste);
    };
  }, []);

  return (
    <>
      {isOver && (
        <div className="pointer-events-none fixed inset-0 z-50 flex animate-appear items-end justify-center bg-ground/70 p-4 pb-8">
          <p className="w-full max-w-2xl rounded-control border-2 border-text border-dashed bg-surface px-6 py-10 text-center">
            {building.dropHere}
          </p>
        </div>
      )}
      {choice && <ChoiceDialog choice={choice} />}
    </>
  );
}
