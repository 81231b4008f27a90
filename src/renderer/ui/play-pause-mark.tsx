/** A triangle and two bars: the one key that does both. Drawn like the icons around it. */
export function PlayPauseMark() {
  return (
    <svg
      className="lucide"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M4 6.5v11l8.5-5.5z" />
      <path d="M16.5 6.5v11" />
      <path d="M20.5 6.5v11" />
    </svg>
  );
}
