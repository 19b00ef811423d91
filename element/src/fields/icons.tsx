/** Decorative pictures in the colour of the surrounding text, which says in words what they show. */
export function ChevronDown() {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      class="p-Select-arrow"
      viewBox="0 0 12 12"
      width="14"
      height="14"
    >
      <path d="M2 4l4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
    </svg>
  );
}

export function Dots() {
  return (
    <svg aria-hidden="true" focusable="false" viewBox="0 0 20 20" width="20" height="20" fill="currentColor">
      <circle cx="4" cy="10" r="1.7" />
      <circle cx="10" cy="10" r="1.7" />
      <circle cx="16" cy="10" r="1.7" />
    </svg>
  );
}

/** Any card: the accordion's, and the number's while its brand is unknown. */
export function CardPicture() {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      class="p-CardPicture"
      viewBox="0 0 20 16"
      width="20"
      height="16"
      fill="currentColor"
    >
      <path d="M2.5 1h15A2.5 2.5 0 0 1 20 3.5V4H0v-.5A2.5 2.5 0 0 1 2.5 1ZM0 6.5h20v6a2.5 2.5 0 0 1-2.5 2.5h-15A2.5 2.5 0 0 1 0 12.5v-6Zm3 4a1 1 0 0 0 0 2h3.5a1 1 0 0 0 0-2H3Z" />
    </svg>
  );
}

/** The code beside what distinguishes a card's two sides: the stripe on its back, or the chip in front. */
export function CodePicture({ inFront }: { readonly inFront: boolean }) {
  return (
    <svg aria-hidden="true" focusable="false" class="p-CodePicture" viewBox="0 0 36 24" fill="currentColor">
      <path fill-opacity="0.25" d="M4 3h26a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Z" />
      <path fill-opacity="0.5" d={inFront ? 'M4 8h6v5H4ZM4 17h23v2H4Z' : 'M0 7h34v4H0Z'} />
      {!inFront && <path fill="var(--colorBackground)" d="M4 14.5h17v4H4Z" />}
      <circle cx="28" cy="8" r="8" />
      <path
        fill="var(--colorBackground)"
        d="M23.1 6.7h2.6v2.6h-2.6ZM26.7 6.7h2.6v2.6h-2.6ZM30.3 6.7h2.6v2.6h-2.6Z"
      />
    </svg>
  );
}

export function Spinner() {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      class="p-Spinner Spinner"
      viewBox="0 0 20 20"
      width="16"
      height="16"
      fill="none"
    >
      <circle cx="10" cy="10" r="8" stroke="currentColor" stroke-opacity="0.25" stroke-width="3" />
      <path d="M10 2a8 8 0 0 1 8 8" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
    </svg>
  );
}

export function RadioIcon({ checked }: { readonly checked: boolean }) {
  const classes = (part: string) => `p-${part} ${part}${checked ? ` ${part}--checked` : ''}`;
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      class={classes('RadioIcon')}
      viewBox="0 0 20 20"
      width="18"
      height="18"
    >
      <circle class={classes('RadioIconOuter')} cx="10" cy="10" r="9" />
      <circle class={classes('RadioIconInner')} cx="10" cy="10" r="5" />
    </svg>
  );
}
