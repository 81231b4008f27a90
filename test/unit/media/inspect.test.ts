import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createMediaFiles } from "../../../src/main/media/create.ts";
import { testRuntime } from "../../support/runtime.ts";

/** Made by ffmpeg: test/vectors/media/make.sh. */
const inspected = async (name: string) =>
  await createMediaFiles(testRuntime()).offer(resolve("test/vectors/media", name));

describe("what an Apple TV plays", () => {
  it.each([
    ["h264-aac.mp4", "video/mp4", "video", 0.2],
    ["h264-aac-faststart.m4v", "video/x-m4v", "video", 0.2],
    ["h264-aac.mov", "video/quicktime", "video", 0.2],
    ["h264-pcm.mov", "video/quicktime", "video", 0.2],
    ["hvc1-ac3.mp4", "video/mp4", "video", 0.204],
    ["mpeg4-mp3.mp4", "video/mp4", "video", 0.2],
    ["aac.m4a", "audio/mp4", "audio", 0.2],
    ["alac.m4a", "audio/mp4", "audio", 0.2],
    ["flac.mp4", "audio/mp4", "audio", 0.2],
    ["tone.wav", "audio/wav", "audio", 0.2],
    ["tone.aiff", "audio/aiff", "audio", 0.2],
    ["tone.flac", "audio/flac", "audio", 0.2],
    ["tone.mp3", "audio/mpeg", "audio", 0.235],
    ["plain.mp3", "audio/mpeg", "audio", 0.235],
  ] as const)("is known in %s, with its length", async (name, mimeType, kind, durationS) => {
    const offer = await inspected(name);
    expect(offer).toMatchObject({ name, mimeType, kind, obstacle: null });
    expect(offer.durationS).toBeCloseTo(durationS, 3);
  });

  it.each([
    ["h264-aac-fragmented.mp4", "video/mp4"],
    ["aac.aac", "audio/aac"],
    ["tone.caf", "audio/x-caf"],
    ["tone.ac3", "audio/ac3"],
  ] as const)("is known in %s, which does not tell its length", async (name, mimeType) => {
    expect(await inspected(name)).toMatchObject({ mimeType, durationS: null, obstacle: null });
  });
});

describe("what an Apple TV does not play", () => {
  it.each([
    ["h264-ten-bits.mp4", "H.264 with 10 bits"],
    ["hevc-422.mp4", "HEVC with range extensions"],
    ["hev1-eac3.mp4", "HEVC of the form hev1"],
    ["av1.mp4", "AV1"],
    ["vp9.mp4", "VP9"],
    ["mpeg2.mp4", "MPEG-2"],
    ["prores.mov", "ProRes"],
    ["h264-opus.mp4", "Opus"],
  ] as const)("is said of %s by the film inside", async (name, what) => {
    expect((await inspected(name)).obstacle).toEqual({ reason: "codec", what });
  });

  it.each([
    ["film.mkv", "Matroska", "video/x-matroska"],
    ["film.webm", "WebM", "video/webm"],
    ["film.avi", "AVI", "video/x-msvideo"],
    ["film.m2t", "MPEG transport stream", "video/mp2t"],
    ["film.wmv", "Windows Media", "video/x-ms-asf"],
    ["film.flv", "Flash Video", "video/x-flv"],
    ["film.mpg", "MPEG programme stream", "video/mpeg"],
    ["vorbis.ogg", "Ogg", "audio/ogg"],
  ] as const)("is said of %s by its kind", async (name, what, mimeType) => {
    const offer = await inspected(name);
    expect(offer).toMatchObject({ mimeType, obstacle: { reason: "container", what } });
  });

  it("is said of a file that is no film at all", async () => {
    const offer = await inspected("make.sh");
    expect(offer).toMatchObject({ mimeType: "", kind: "other", durationS: null });
    expect(offer.obstacle).toEqual({ reason: "container", what: "this kind of file" });
  });
});
