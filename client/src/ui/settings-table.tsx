type SettingsTableProps = {
  rows: [string, string][];
  negativePrompt: string;
  negativePromptLabel: string;
  className: string;
};

/** What a picture was made with, as a quiet table. */
export const SettingsTable = ({ rows, negativePrompt, negativePromptLabel, className }: SettingsTableProps) => (
  <>
    <dl className={`${className} grid grid-cols-2 gap-x-6 border-line border-t pt-4 text-sm sm:grid-cols-3`}>
      {rows.map(([name, value]) => (
        <div key={name} className="flex flex-col py-1.5">
          <dt className="text-muted text-xs">{name}</dt>
          <dd className={/^\d/.test(value) ? 'font-mono text-[0.8125rem] leading-5' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
    {negativePrompt && (
      <dl className="mt-2 text-sm">
        <dt className="text-muted text-xs">{negativePromptLabel}</dt>
        <dd dir="auto" className="whitespace-pre-wrap">
          {negativePrompt}
        </dd>
      </dl>
    )}
  </>
);
