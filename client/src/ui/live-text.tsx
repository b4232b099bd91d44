/** Says `text` to a screen reader whenever it changes, without hurry. */
export const LiveText = ({ text }: { text: string }) => (
  <p role="status" aria-live="polite" className="sr-only">
    {text}
  </p>
);
