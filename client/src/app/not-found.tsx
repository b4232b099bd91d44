import Link from 'next/link';
import { buttonStyles } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

export default function NotFound() {
  return (
    <Notice title="There is no page here. Check the link.">
      <Link href="/" className={buttonStyles({ kind: 'outline' })}>
        To the first page
      </Link>
    </Notice>
  );
}
