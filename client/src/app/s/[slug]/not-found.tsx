import { allTextsOfRequest } from '../../../texts/of-request.ts';
import { buttonStyles } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';

/** The same for a link that was taken back, one whose picture is gone, and one that never was. */
export default async function NothingShared() {
  const { common, sharing } = await allTextsOfRequest();
  return (
    <Notice title={sharing.nothingHere}>
      <p className="text-muted">{sharing.whyNothing}</p>
      <a href="/" className={buttonStyles({ kind: 'outline' })}>
        {common.toFirstPage}
      </a>
    </Notice>
  );
}
