/** Decorative pictures in the colour of the text around them; what they say is said in words beside them. */
export function ChevronDown() {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      class="p-Select-arrow"
      viewBox="0 0 12 12"
      width="12"
      height="12"
    >
      <path d="M2 4l4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
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

/** Any card: the accordion's, and the number's while its brand is not known. */
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

/** Where on a card the code is: on its back, or in front above the number. */
export function CodePicture({ inFront }: { readonly inFront: boolean }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      class="p-CodePicture"
      viewBox="0 0 32 22"
      width="30"
      height="20.6"
      fill="currentColor"
    >
      <path
        fill-opacity="0.55"
        d={
          inFront
            ? 'M3 2h26a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3Zm2 4.5a1 1 0 0 0-1 1v3a1 1 0 0 0 1 1h4a1 1 0 0 0 1-1v-3a1 1 0 0 0-1-1H5Zm-1 10v2h9v-2H4Zm11 0v2h4v-2h-4Z'
            : 'M3 2h26a3 3 0 0 1 3 3v1H0V5a3 3 0 0 1 3-3ZM0 10h32v9a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3v-9Zm4 3.5v4h12v-4H4Z'
        }
      />
      <rect x={inFront ? 18.5 : 17.5} y={inFront ? 4.5 : 11} width="12" height="9" rx="4.5" />
      <g fill="var(--colorBackground)">
        <circle cx={inFront ? 21.6 : 20.6} cy={inFront ? 9 : 15.5} r="1.1" />
        <circle cx={inFront ? 24.5 : 23.5} cy={inFront ? 9 : 15.5} r="1.1" />
        <circle cx={inFront ? 27.4 : 26.4} cy={inFront ? 9 : 15.5} r="1.1" />
      </g>
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
