'use client';

import type { ReactNode } from 'react';
import { signInAddress } from '../../lib/sign-in.ts';
import { buttonStyles } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';

type SignInLinkProps = { kind: 'accent' | 'outline'; className?: string; children: ReactNode };

/** To the issuer, and back to this page. A link, for it leaves our pages. */
export const SignInLink = ({ kind, className, children }: SignInLinkProps) => (
  <a
    // Where this page is at the moment of the click: a picture may be open by then.
    href="/api/sign-in"
    onClick={(event) => {
      event.currentTarget.href = signInAddress();
    }}
    className={cn(
      buttonStyles({ kind, size: 'large' }),
      kind === 'accent' ? 'hover:bg-[#ff6a51]' : 'hover:bg-raised',
      className,
    )}
  >
    <bdi className="truncate">{children}</bdi>
  </a>
);
