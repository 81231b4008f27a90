import type { Shown } from "../../playing/artwork-follower.ts";

/** The picture, edge to edge; another one of the same item fades in over it. */
export function Backdrop({ shown: { top, under } }: { readonly shown: Shown }) {
  return (
    <div className="backdrop" aria-hidden="true">
      {[under, top].map((picture) =>
        picture === null ? null : <img key={picture.url} src={picture.url} alt="" />,
      )}
    </div>
  );
}
