'use client';

import { Dialog } from 'radix-ui';
import { closeInAddress, replaceInAddress } from '../../../lib/address.ts';
import { useAllTexts } from '../../../texts/all-texts.ts';
import { Button } from '../../../ui/button.tsx';
import { CloseIcon } from '../../../ui/icons.tsx';
import { OfferList } from '../offers.tsx';
import { DifferenceTable } from './difference-table.tsx';
import { compare, pairOf } from './differences.ts';
import { OtherPicture } from './other-picture.tsx';
import { Slider } from './slider.tsx';
import { usePictures } from './use-pictures.ts';

/** Two pictures of the room in one place, one under the other. Esc or "back" goes to where it was opened. */
export default function CompareDialog({ pair: [firstKey, secondKey] }: { pair: [string, string | null] }) {
  const [first, second] = usePictures([firstKey, secondKey]);
  const { common, deciding } = useAllTexts();
  const choose = (key: string | null) => replaceInAddress({ compare: pairOf(firstKey, key) });
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && closeInAddress({ compare: null })}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-40 animate-appear overflow-y-auto overscroll-contain bg-black [--stage-height:max(18rem,calc(100dvh-19rem))] focus:outline-none"
        >
          <Dialog.Title className="flex h-14 items-center px-4 pr-16 text-muted text-sm md:px-6">
            {secondKey ? deciding.compared : deciding.compareWith}
          </Dialog.Title>
          {first && second && (
            <>
              <Slider key={pairOf(firstKey, secondKey)} first={first} second={second} />
              <div className="mx-auto max-w-4xl px-4 pt-4 pb-10 md:px-6">
                <DifferenceTable rows={compare(first, second)} />
                <div className="mt-5 flex flex-wrap gap-2">
                  <Button onClick={() => choose(null)}>{deciding.chooseAnother}</Button>
                  <Button onClick={() => replaceInAddress({ compare: pairOf(secondKey ?? '', firstKey) })}>
                    {deciding.swap}
                  </Button>
                </div>
              </div>
            </>
          )}
          {first && secondKey === null && <OtherPicture first={first} onChoose={choose} />}
          {(first === null || (secondKey !== null && second === null)) && (
            <p className="p-8 text-center text-lg text-muted">{deciding.notHere}</p>
          )}
          <OfferList />
          <Dialog.Close asChild>
            <Button
              kind="quiet"
              size="icon40"
              aria-label={common.close}
              className="fixed top-1.5 right-3 z-10 bg-black/60 md:top-2 md:right-6"
            >
              <CloseIcon />
            </Button>
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
