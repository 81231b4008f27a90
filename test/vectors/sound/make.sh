#!/usr/bin/env bash
# Made by ffmpeg 5.1: 0.3 s of 440 Hz on two channels, with a title and an artist. Another implementation's.
set -euo pipefail
cd "$(dirname "$0")"
sine=(-v error -y -f lavfi -i sine=frequency=440:sample_rate=44100:duration=0.3 -ac 2)
tags=(-metadata title=Tone -metadata artist=Nobody -fflags +bitexact -flags:a +bitexact)
ffmpeg "${sine[@]}" -b:a 64k "${tags[@]}" tone.mp3
ffmpeg "${sine[@]}" -c:a flac "${tags[@]}" tone.flac
ffmpeg "${sine[@]}" -c:a libvorbis -q:a 0 "${tags[@]}" tone.ogg
ffmpeg "${sine[@]}" -c:a libopus -b:a 48k "${tags[@]}" tone.opus
ffmpeg "${sine[@]}" -c:a flac -f ogg "${tags[@]}" tone-flac.ogg
ffmpeg "${sine[@]}" -c:a alac -movflags +faststart "${tags[@]}" tone.m4a
# tone-he.aac and tone-he-v2.aac are of libfdk_aac, which Debian's ffmpeg lacks: 1 s of 440 Hz and 3 kHz, ADTS, which does not tell of
# SBR and PS: -profile:a aac_he -b:a 48k, -profile:a aac_he_v2 -b:a 24k.
