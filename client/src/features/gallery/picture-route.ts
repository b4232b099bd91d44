/** Which picture is open stands in the address: the back button closes it and the link can be copied. */
import { useSearchParams } from 'next/navigation';
import { closeInAddress, inAddress, openInAddress, replaceInAddress } from '../../lib/address.ts';

export const pictureInAddress = () => inAddress('picture');

const open = (key: string) => openInAddress({ picture: key });
const walk = (key: string) => replaceInAddress({ picture: key });
const close = () => closeInAddress({ picture: null });

export function usePictureRoute() {
  const key = useSearchParams().get('picture');
  return { key, open, walk, close };
}
