#!/usr/bin/env bash
# Makes the files beside it: a fifth of a second of a test picture or a tone, in many kinds.
# Run with ffmpeg 5.1 (Debian 12) in this folder. The tests read the results, not this.
set -euo pipefail
make() { ffmpeg -v error -y -bitexact -threads 1 "$@"; }
picture=(-f lavfi -i testsrc=size=64x64:rate=10:duration=0.2)
tone=(-f lavfi -i sine=frequency=440:duration=0.2)
both=("${picture[@]}" "${tone[@]}" -shortest)
h264=(-c:v libx264 -preset veryslow -x264-params no-info=1 -pix_fmt yuv420p)
hevc=(-c:v libx265 -preset ultrafast -x265-params log-level=error:info=0 -pix_fmt yuv420p)
aac=(-c:a aac -b:a 24k)
make "${both[@]}" "${h264[@]}" "${aac[@]}" h264-aac.mp4
make "${both[@]}" "${h264[@]}" "${aac[@]}" -movflags +faststart h264-aac-faststart.m4v
make "${both[@]}" "${h264[@]}" "${aac[@]}" -movflags frag_keyframe+empty_moov h264-aac-fragmented.mp4
make "${both[@]}" "${h264[@]}" -c:a pcm_s16le h264-pcm.mov
make "${both[@]}" "${h264[@]}" "${aac[@]}" h264-aac.mov
make "${both[@]}" "${hevc[@]}" -tag:v hvc1 -c:a ac3 -b:a 64k hvc1-ac3.mp4
make "${both[@]}" "${hevc[@]}" -tag:v hev1 -c:a eac3 -b:a 64k hev1-eac3.mp4
make "${picture[@]}" -c:v libx264 -preset veryslow -x264-params no-info=1 -pix_fmt yuv420p10le h264-ten-bits.mp4
make "${picture[@]}" -c:v libx265 -preset ultrafast -x265-params log-level=error:info=0 -pix_fmt yuv422p -tag:v hvc1 hevc-422.mp4
make "${picture[@]}" -c:v libvpx-vp9 -b:v 20k vp9.mp4
make "${picture[@]}" -c:v libaom-av1 -cpu-used 8 -b:v 20k av1.mp4
make "${both[@]}" -c:v mpeg4 -b:v 20k -c:a libmp3lame -b:a 32k mpeg4-mp3.mp4
make "${picture[@]}" -c:v mpeg2video -b:v 20k mpeg2.mp4
make "${picture[@]}" -c:v prores_ks -profile:v 0 prores.mov
make "${both[@]}" "${h264[@]}" -c:a libopus -b:a 16k h264-opus.mp4
make "${tone[@]}" "${aac[@]}" aac.m4a
make "${tone[@]}" -c:a alac alac.m4a
make "${tone[@]}" -c:a flac -strict -2 flac.mp4
make "${tone[@]}" "${aac[@]}" aac.aac
make "${tone[@]}" -c:a libmp3lame -b:a 32k tone.mp3
make "${tone[@]}" -c:a libmp3lame -b:a 32k -write_xing 0 -id3v2_version 0 plain.mp3
make "${tone[@]}" -ar 8000 tone.wav
make "${tone[@]}" -ar 8000 tone.aiff
make "${tone[@]}" -ar 8000 tone.flac
make "${tone[@]}" -ar 8000 tone.caf
make "${tone[@]}" -c:a ac3 -b:a 64k tone.ac3
make "${tone[@]}" -c:a libvorbis -q:a 0 vorbis.ogg
make "${picture[@]}" "${h264[@]}" film.mkv
make "${picture[@]}" -c:v libvpx -b:v 20k film.webm
make "${picture[@]}" -c:v mpeg4 -b:v 20k film.avi
make "${picture[@]}" "${h264[@]}" -f mpegts film.m2t
make "${picture[@]}" -c:v wmv2 -b:v 20k film.wmv
make "${picture[@]}" -c:v flv1 -b:v 20k film.flv
make -f lavfi -i testsrc=size=64x64:rate=25:duration=0.2 -c:v mpeg1video -b:v 20k film.mpg
