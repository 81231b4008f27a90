import { useEffect, useState } from "react";
import type { SoundItem } from "../../../shared/model/sound.ts";
import type { OpenPicture } from "../../playing/picture-source.ts";
import { useShell } from "../../shell.ts";

/** The picture of an item of the queue; null while there is none. Never another item's. */
export function useCover(item: SoundItem | null): OpenPicture | null {
  const { api, pictures } = useShell();
  const [shown, setShown] = useState<{ id: string; picture: OpenPicture } | null>(null);
  const id = item?.hasPicture === true ? item.id : null;
  useEffect(() => {
    if (id === null) return undefined;
    let wanted = true;
    let opened: OpenPicture | null = null;
    const load = async (): Promise<void> => {
      const artwork = await api.call("sound.artwork", id);
      const picture = artwork === null ? null : await pictures.open(artwork);
      if (picture === null) return;
      if (!wanted) {
        pictures.close(picture);
        return;
      }
      opened = picture;
      setShown({ id, picture });
    };
    load().catch(() => undefined); // A missing picture is no reason for a message.
    return () => {
      wanted = false;
      setShown(null);
      if (opened !== null) pictures.close(opened);
    };
  }, [api, id, pictures]);
  return shown !== null && shown.id === id ? shown.picture : null;
}
