import { initialsOf, tintOf } from "../features/apps/arrange-apps.ts";

interface AppMarkProps {
  readonly app: { readonly id: string; readonly name: string };
}

/** The letters of an app on its tint, as in the app grid. */
export function AppMark({ app }: AppMarkProps) {
  return (
    <span className="app-mark" data-tint={tintOf(app.id)} aria-hidden="true">
      {initialsOf(app.name)}
    </span>
  );
}
