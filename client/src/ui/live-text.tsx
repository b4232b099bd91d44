/** Read to somebody who does not see the page, each text once when it comes, without hurry and without cutting another short. */
export const LiveTexts = ({ texts }: { texts: { id: number; text: string }[] }) => (
  <div role="log" aria-live="polite" className="sr-only">
    {texts.map(({ id, text }) => (
      <p key={id}>{text}</p>
    ))}
  </div>
);
