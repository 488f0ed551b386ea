/** The sign of the program: a bridge between two shores. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" class="mark">
      <path d="M2 22 H30 M5 22 C9 8 23 8 27 22 M10.5 15 V22 M16 11.5 V22 M21.5 15 V22" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />
      <path d="M2 27 H30" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="3 3" stroke-linecap="round" opacity="0.6" />
    </svg>
  );
}
