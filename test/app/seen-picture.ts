import type { Locator, Page } from "playwright-core";

/** What of a picture is really on the page: decoded, and the colour in its middle. */
export interface SeenPicture {
  readonly width: number;
  readonly height: number;
  readonly middle: readonly number[];
}

/** Waits until the picture is decoded. Rejects when it cannot be. */
export function seenPicture(image: Locator): Promise<SeenPicture> {
  return image.evaluate(async (element) => {
    const picture = element as HTMLImageElement;
    await picture.decode();
    const canvas = document.createElement("canvas");
    const { naturalWidth: width, naturalHeight: height } = picture;
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    context?.drawImage(picture, 0, 0);
    const pixel = context?.getImageData(Math.floor(width / 2), Math.floor(height / 2), 1, 1).data;
    return { width, height, middle: [...(pixel ?? [])].slice(0, 3) };
  });
}

/**
 * Notes at every change of the page which title stands beside which pictures, from now on, until
 * the answer is called for what was seen, in order.
 */
export async function watchPictures(
  page: Page,
): Promise<() => Promise<readonly { readonly title: string; readonly pictures: string[] }[]>> {
  const seen = await page.evaluateHandle(() => {
    const entries: { title: string; pictures: string[] }[] = [];
    new MutationObserver(() => {
      const title = document.querySelector("h1")?.textContent ?? "";
      entries.push({ title, pictures: [...document.images].map(({ src }) => src) });
    }).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    return entries;
  });
  return () => seen.jsonValue();
}
