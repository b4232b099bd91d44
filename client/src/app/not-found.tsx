import { textsOfRequest } from '../texts/of-request.ts';
import { buttonStyles } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

/** The server draws it: what a page shows when it is not there would otherwise come with every page. */
export default async function NotFound() {
  const { common } = await textsOfRequest();
  return (
    <Notice title={common.noPageHere}>
      <a href="/" className={buttonStyles({ kind: 'outline' })}>
        {common.toFirstPage}
      </a>
    </Notice>
  );
}
