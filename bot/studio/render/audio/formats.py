"""What of libavformat and libavcodec is let in, by their names."""

from typing import Final

DEMUXERS: Final = (
    "mp3,aac,mov,mp4,m4a,3gp,3g2,mj2,ogg,flac,wav,w64,aiff,matroska,webm,caf,avi,"
    "asf,ac3,eac3,wv,ape,mpc,mpc8,tta,dsf,au,amr,mpegts"
)
"""None of them opens a second file by itself: MOV's references are off unless asked for."""

_PCM: Final = (
    "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,"
    "pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw"
)
_ADPCM: Final = "adpcm_ms,adpcm_ima_wav"  # voice recorders' WAV
_WMA: Final = "wmav1,wmav2,wmapro,wmalossless,wmavoice"
_DSD: Final = "dsd_lsbf,dsd_msbf,dsd_lsbf_planar,dsd_msbf_planar"
DECODERS: Final = (
    "mp3,mp3float,mp2,mp2float,aac,aac_latm,opus,libopus,vorbis,libvorbis,flac,alac,ac3,eac3,"
    f"wavpack,ape,mpc7,mpc8,tta,amrnb,amrwb,{_WMA},{_DSD},{_ADPCM},{_PCM}"
)
