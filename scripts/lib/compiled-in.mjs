/**
 * Libraries in C that packages bring as WebAssembly, of which the package's own licence says nothing.
 * `terms`: files of scripts/licences.
 */
export const compiledIn = {
  "mpg123-decoder": {
    library: "libmpg123",
    copyright: "Copyright 1995-2021 by the mpg123 project",
    source: "https://mpg123.org and https://github.com/eshaz/wasm-audio-decoders",
    licence: "LGPL-2.1",
    terms: ["LGPL-2.1.txt"],
  },
  "opus-decoder": {
    library: "libopus",
    copyright:
      "Copyright 2001-2018 Xiph.Org, Skype Limited, Octasic, Jean-Marc Valin, Timothy B. Terriberry, CSIRO, Gregory Maxwell, Mark Borgerding, Erik de Castro Lopo",
    source: "https://opus-codec.org",
    licence: "BSD-3-Clause",
    terms: ["BSD-3-Clause.txt"],
  },
  "@wasm-audio-decoders/flac": {
    library: "libFLAC",
    copyright: "Copyright 2000-2009 Josh Coalson, 2011-2022 Xiph.Org Foundation",
    source: "https://xiph.org/flac",
    licence: "BSD-3-Clause",
    terms: ["BSD-3-Clause.txt"],
  },
  "@wasm-audio-decoders/ogg-vorbis": {
    library: "libogg and libvorbis",
    copyright: "Copyright 2002-2020 Xiph.Org Foundation",
    source: "https://xiph.org/vorbis",
    licence: "BSD-3-Clause",
    terms: ["BSD-3-Clause.txt"],
  },
  "@alexanderolsen/libsamplerate-js": {
    library: "libsamplerate",
    copyright: "Copyright 2002-2021 Erik de Castro Lopo",
    source: "https://github.com/libsndfile/libsamplerate",
    licence: "BSD-2-Clause",
    terms: ["BSD-2-Clause.txt"],
  },
};

/**
 * Packages under the LGPL that we ship nevertheless (docs/decisions/0037-decoding-sound.md), each with
 * exactly this licence: they stay unchanged, and whoever has our source can build with another one.
 */
export const lesser = {
  "codec-parser": { licence: "LGPL-3.0-or-later", terms: ["GPL-3.0.txt"] },
};

export const lesserNotice =
  "This library is used unchanged, under the GNU Lesser General Public License. Armchair's own source is\n" +
  "under the MIT licence: whoever has it can change the library, build, and run the result.";
